/* Runs before the app in any browser, in ECMAScript 5: what it needs and why stands in scripts/checkBrowser.test.ts. */
(function () {
  var sentences = {
    insecure: {
      en: 'This address is not encrypted (it begins with http:), so the browser keeps from this page what it needs to hold keys. Nothing of yours is lost. Open the address that begins with https:, or ask whoever sent you the link for it.',
      de: 'Diese Adresse ist nicht verschlüsselt (sie beginnt mit http:), deshalb enthält der Browser dieser Seite vor, was sie braucht, um Schlüssel zu halten. Verloren ist nichts. Öffne die Adresse, die mit https: beginnt, oder frag danach, wer dir den Link geschickt hat.',
      es: 'Esta dirección no está cifrada (empieza por http:), así que el navegador niega a esta página lo que necesita para guardar claves. No se pierde nada. Abre la dirección que empieza por https: o pídesela a quien te envió el enlace.',
    },
    old: {
      en: 'This browser is too old for Dealerless: each player’s browser checks every card, and this one lacks what that takes. Nothing of yours is lost. Update it, or use Chrome or Edge 119, Firefox 124, Safari 17.4 (iOS 17.4), or newer.',
      de: 'Dieser Browser ist zu alt für Dealerless: Der Browser jedes Spielers prüft jede Karte, und diesem fehlt, was das braucht. Verloren ist nichts. Aktualisiere ihn, oder nimm Chrome oder Edge 119, Firefox 124, Safari 17.4 (iOS 17.4) oder neuer.',
      es: 'Este navegador es demasiado antiguo para Dealerless: el navegador de cada jugador comprueba cada carta, y a este le falta lo necesario. No se pierde nada. Actualízalo, o usa Chrome o Edge 119, Firefox 124, Safari 17.4 (iOS 17.4) o posterior.',
    },
    wasm: {
      en: 'WebAssembly is switched off in this browser (as by iOS’s Lockdown Mode), and without it the proofs of the cards cannot be checked. Nothing of yours is lost. Allow it for this site, or use another browser.',
      de: 'WebAssembly ist in diesem Browser abgeschaltet (etwa durch den Blockierungsmodus von iOS), und ohne lassen sich die Beweise der Karten nicht prüfen. Verloren ist nichts. Erlaube es für diese Seite oder nimm einen anderen Browser.',
      es: 'WebAssembly está desactivado en este navegador (por ejemplo, por el modo de aislamiento de iOS), y sin él no se pueden comprobar las pruebas de las cartas. No se pierde nada. Permítelo en este sitio o usa otro navegador.',
    },
    storage: {
      en: 'This browser lets the page store nothing, and a seat whose keys are not stored would be lost with a reload. Leave the private window, or allow this site to store data, then load the page again.',
      de: 'Dieser Browser lässt die Seite nichts speichern, und ein Platz, dessen Schlüssel nicht gespeichert sind, wäre mit dem nächsten Laden verloren. Verlasse das private Fenster oder erlaube dieser Seite das Speichern, dann lade sie neu.',
      es: 'Este navegador no deja que la página guarde nada, y un asiento cuyas claves no se guardan se perdería al recargar. Sal de la ventana privada o permite que este sitio guarde datos, y vuelve a cargar la página.',
    },
  };

  function lacking() {
    if (window.isSecureContext === false) return 'insecure';
    if (typeof Promise === 'undefined' || typeof Promise.withResolvers !== 'function') return 'old';
    if (typeof AbortSignal === 'undefined' || typeof AbortSignal.any !== 'function') return 'old';
    if (!navigator.locks || typeof Worker === 'undefined') return 'old';
    if (typeof WebAssembly === 'undefined') return 'wasm';
    var database;
    try {
      database = window.indexedDB;
    } catch (error) {
      // Some browsers throw where storing is forbidden.
      database = !error;
    }
    return database ? '' : 'storage';
  }

  /* The parts of a table are fetched now, not when the app has loaded and finds out which they are. */
  function fetchTable() {
    var named = document.querySelector('meta[name="table-modules"]');
    var map = document.querySelector('script[type="importmap"]');
    if (!named || !map) return;
    var integrity = JSON.parse(map.textContent).integrity;
    var paths = Object.keys(integrity);
    /* As src/ui/messages/language.ts does without a choice; who has chosen another gets those words later. */
    var words = null;
    (navigator.languages || []).forEach(function (tag) {
      words = words || named.getAttribute('data-' + tag.toLowerCase().split('-')[0]);
    });
    words = words || named.getAttribute('data-en') || '';
    (named.content + ' ' + words).split(' ').forEach(function (at) {
      if (!paths[at]) return;
      var link = document.createElement('link');
      link.rel = 'modulepreload';
      link.crossOrigin = '';
      link.integrity = integrity[paths[at]];
      link.href = paths[at];
      document.head.appendChild(link);
    });
    (named.getAttribute('data-styles') || '').split(' ').forEach(function (path) {
      if (!path) return;
      var link = document.createElement('link');
      link.rel = 'preload';
      link.setAttribute('as', 'style');
      link.setAttribute('fetchpriority', 'low');
      link.crossOrigin = '';
      link.href = path;
      document.head.appendChild(link);
    });
  }

  /* And its host's relay is dialled now; what the app dials first there gets this socket (src/net/earlySocket.ts). */
  function dialRelay() {
    if (!document.querySelector('meta[name="table-modules"]')) return;
    var socket;
    try {
      socket = new WebSocket(location.origin.replace('http', 'ws') + '/');
    } catch (error) {
      /* The app will find out, and say so. */
      return !error;
    }
    socket.binaryType = 'arraybuffer';
    window.dealerlessSocket = socket;
    setTimeout(function () {
      if (window.dealerlessSocket !== socket) return;
      window.dealerlessSocket = undefined;
      socket.close();
    }, 20000);
  }

  var missing = lacking();
  if (missing === '') {
    if (/^\/t(\/|$)/.test(location.pathname)) {
      dialRelay();
      fetchTable();
    }
    return;
  }
  document.documentElement.setAttribute('data-lacking', missing);
  document.addEventListener('DOMContentLoaded', function () {
    var language = String(navigator.language || 'en').slice(0, 2);
    var root = document.getElementById('root');
    var p = document.createElement('p');
    p.setAttribute('role', 'alert');
    p.setAttribute('data-testid', 'lacking');
    p.style.cssText = 'max-width:60ch;margin:15vh auto;padding:0 16px;font:18px/1.5 system-ui,sans-serif';
    p.appendChild(document.createTextNode(sentences[missing][language] || sentences[missing].en));
    root.appendChild(p);
  });
})();
