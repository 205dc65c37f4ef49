pragma circom 2.1.6;

include "./shuffle.circom";

component main {public [p, c, v]} = ShuffleProduct(36);
