pragma circom 2.1.6;

/*
 * Contract: for public p and a public vector c of length N, Π_j c_j = p.
 *
 * This is the single-value product argument of Bayer and Groth's shuffle. The verifier forms p itself and the
 * commitment to c by linearity from commitments to a and b (docs/PROTOCOL.md, "The shuffle argument"):
 *
 *     c_j = y·a_j + b_j − z,   v = y·va + vb,   p = Π_i (y·i + x^i − z).
 *
 * The caller MUST enforce, outside the circuit:
 *   - a is committed before x is drawn, b before y and z are drawn, all three by a transcript;
 *   - knowledge of the openings of both commitments D_a and D_b over the IC points of c and v;
 *   - v blinds. No constraint mentions it, and none may: Groth16 adds one row per public signal by itself, so
 *     its IC point exists.
 *
 * The order of declaration is the order of the public signals and so of the IC points.
 */
template ShuffleProduct(N) {
    signal input p;
    signal input c[N];
    signal input v;

    // product[j] = c_0 · … · c_j. The second factor is the one that occurs in fewest places: only its signals
    // need points of G2 in the proving key, which are the dear ones for the prover.
    signal product[N];
    product[0] <== c[0];
    for (var j = 1; j < N; j++) {
        product[j] <== c[j] * product[j - 1];
    }
    product[N - 1] === p;
}
