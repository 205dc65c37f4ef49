/**
 * Ed25519 edge cases and the verdict of this project's rule (ed25519.ts): the classes of Chalkias, Garillot and
 * Nikolaenko, "Taming the Many EdDSAs" (2020), §5, made for a fixed key: cofactored against cofactorless,
 * small-order and non-canonical R, S beyond the order, small- and mixed-order keys. Implementations disagree
 * on them, so a platform is trusted only after it has given every verdict.
 */
export interface EdgeCase {
  what: string;
  /** Hexadecimal */
  publicKey: string;
  message: string;
  signature: string;
  accepted: boolean;
}

export const edgeCases: readonly EdgeCase[] = [
  {
    what: 'valid',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '95a601994c56c6d44859a088d27d901e3566c0ae6379e04bdd180c39e582c3c5c8fd7f10af692b4a89ef3381df903ff2a54302da89239a7927ab900a5a37690b',
    accepted: true,
  },
  {
    what: 'valid, empty message',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '',
    signature:
      '95a601994c56c6d44859a088d27d901e3566c0ae6379e04bdd180c39e582c3c5f5faf4b3d78694fc8dc8f8a16fbeda9399ca92e28bdad984355e734d69e50506',
    accepted: true,
  },
  {
    what: 'another message',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '01',
    signature:
      '95a601994c56c6d44859a088d27d901e3566c0ae6379e04bdd180c39e582c3c5c8fd7f10af692b4a89ef3381df903ff2a54302da89239a7927ab900a5a37690b',
    accepted: false,
  },
  {
    what: 'S + L',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '95a601994c56c6d44859a088d27d901e3566c0ae6379e04bdd180c39e582c3c5b5d1756dc9cc3da25f8c2b24be8a1e07a64302da89239a7927ab900a5a37691b',
    accepted: false,
  },
  {
    what: 'R plus torsion 1',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '2189791943e0be8e98fd0c0353bd2d334901218a49676d86db4128ba8ecd2b9132eeaa96cfb2529386f3bad30262719a0480b7891b9b5823c0fac2e40eb7e80d',
    accepted: false,
  },
  {
    what: 'R plus torsion 2',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'ad212c8320cbfb4843a4e6aede7391c8f909e4c327c49c9f1280e214b4da4c40a12d4a4e5de8e580fcfcac2ba6cfb136f0271dc0614c2cbaf76d06b4f8911c05',
    accepted: false,
  },
  {
    what: 'R plus torsion 3',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'f897d2473fd545b90c3093de844fc28abd04a64bf0be522728bd5604b8b198708f2d789484a2605441fada006ad16a3f8fa0456a0be8fe1f7ae4eecd417ddc0f',
    accepted: false,
  },
  {
    what: 'R plus torsion 4',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '5859fe66b3a9392bb7a65f772d826fe1ca993f519c861fb422e7f3c61a7d3c3af65295bb166a9f1096f9957d19f27b809c933f50d28b21025f3d09f24bb2df02',
    accepted: false,
  },
  {
    what: 'R plus torsion 5',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'cc7686e6bc1f41716702f3fcac42d2ccb6fede75b698927924bed7457132d46e6aaea5326124c3ae986b57b712938f547f693d42ce73c1a4567d23845e673e02',
    accepted: false,
  },
  {
    what: 'R plus torsion 6',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '40ded37cdf3404b7bc5b1951218c6e3706f61b3cd83b6360ed7f1deb4b25b3bf2e195c40f4a9b9c3444599bae79cc25974a1a12bc0984e7cb15ffc4176249702',
    accepted: false,
  },
  {
    what: 'R plus torsion 7',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'f5672db8c02aba46f3cf6c217bb03d7542fb59b40f41add8d742a9fb474e678f7db34c19112bf90e7861a31d919590e6264379c7b13977fe18683ab6d67f780d',
    accepted: false,
  },
  {
    what: 'R the identity',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '01000000000000000000000000000000000000000000000000000000000000000bca68e882a70ccdc40e1c4539c7b733479ebd0eef5d66672de61443c292a90b',
    accepted: false,
  },
  {
    what: 'R of small order 1',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a6b499a384b7faaf230926d8dcee1cd576106dbee7b94d280b81e3a7a4a50c70a',
    accepted: false,
  },
  {
    what: 'R of small order 2',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '0000000000000000000000000000000000000000000000000000000000000080a8ff64e5e3d82e80cfbe0505f05a6646b761ab37e87f34b5b9229a689ae0d707',
    accepted: false,
  },
  {
    what: 'R of small order 3',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05ae07618169bc80960ee2fde137dc45d2e3271aed5a95c47f00c4a5e3e2a85a0d',
    accepted: false,
  },
  {
    what: 'R of small order 4',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7fdc1dd990a52f161411a3f3c821b602a71bbe22853c3279472a60940ac16f9e05',
    accepted: false,
  },
  {
    what: 'R of small order 5',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85a7c6cff0f3b5e016e7f6c4b0f1186168132e7df85a90aabd89683a9108c15b09',
    accepted: false,
  },
  {
    what: 'R of small order 6',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '00000000000000000000000000000000000000000000000000000000000000008c0ade2ed49ccffc5a9a0d01eaf22f2d5339e343ec9ba915debe2d4072515c05',
    accepted: false,
  },
  {
    what: 'R of small order 7',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fadcfad2e6007e4ab07430b3c503b41f70238857572a82a5ba2fabfb8a19421b0b',
    accepted: false,
  },
  {
    what: 'R the identity, sign bit set',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '010000000000000000000000000000000000000000000000000000000000008039c8de5ec38beef2ceed64506bed3c2a4de31753c88a12ba81f2dd40cb4a4e07',
    accepted: false,
  },
  {
    what: 'R the identity, y + p',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f3200637c2dd80c192807cc00107e5a544329f05ee4d0ac7b7aa98034538f620d',
    accepted: false,
  },
  {
    what: 'R the identity, y + p, sign bit set',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff576de7a53f2d86b3c4faa2ad8178dbc951c09db088ae052798a64d1c061f430a',
    accepted: false,
  },
  {
    what: 'R = (0,-1), sign bit set',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff4e30f68b8a783f502b4cca38128ca883492b99cd4de1fd7a33327051f9b8e707',
    accepted: false,
  },
  {
    what: 'R of order 4, y = p',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f476a6e96135c69ef67e3c1665c5c0e026d822ca0820d1195b997f3740c345f04',
    accepted: false,
  },
  {
    what: 'R of order 4, y = p, sign bit set',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff3ca89cd58011cb8f5057690a188dce4672996e56043c4f036c5d7addde726100',
    accepted: false,
  },
  {
    what: 'R off the curve',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      '0200000000000000000000000000000000000000000000000000000000000000afe63537e82a312bb278312c0d1270b915e304fa753716d142ca3c956adf2a06',
    accepted: false,
  },
  {
    what: 'R all ones',
    publicKey: 'c6acf2693f9ab114500210956ca76d30ff1819f5103ea75daefba5b0c51e2980',
    message: '65646765',
    signature:
      'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed733a7a377b9e724faa13154a280c76a71bac0b78f25b85ea48f306ab559c07',
    accepted: false,
  },
  {
    what: 'key of small order 0',
    publicKey: '0100000000000000000000000000000000000000000000000000000000000000',
    message: '06',
    signature:
      '01000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    accepted: false,
  },
  {
    what: 'key of small order 1',
    publicKey: 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    message: '0d',
    signature:
      '01000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    accepted: false,
  },
  {
    what: 'key of small order 2',
    publicKey: '0000000000000000000000000000000000000000000000000000000000000080',
    message: '07',
    signature:
      '01000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    accepted: false,
  },
  {
    what: 'key of small order 3',
    publicKey: '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    message: '08',
    signature:
      '01000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    accepted: false,
  },
  {
    what: 'key of small order 4',
    publicKey: 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    message: '01',
    signature:
      '01000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    accepted: false,
  },
  {
    what: 'key of small order 5',
    publicKey: '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    message: '02',
    signature:
      '01000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    accepted: false,
  },
  {
    what: 'key of small order 6',
    publicKey: '0000000000000000000000000000000000000000000000000000000000000000',
    message: '04',
    signature:
      '01000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    accepted: false,
  },
  {
    what: 'key of small order 7',
    publicKey: 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    message: '00',
    signature:
      '01000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    accepted: false,
  },
  {
    what: 'key of mixed order',
    publicKey: '136c368476d25aedc54b93df601a24af659e7b2a2e160f99cd903dfc6f4362de',
    message: '00',
    signature:
      '95a601994c56c6d44859a088d27d901e3566c0ae6379e04bdd180c39e582c3c5eae382a1ee67697e6715385b6d522b809307c6cbe11524243ba847db37a5f203',
    accepted: false,
  },
];
