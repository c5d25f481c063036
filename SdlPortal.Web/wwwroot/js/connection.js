// Starts the circuit, says at once when it is lost and since when, and takes it up again: the same circuit where the server
// still has it (what was typed stays), else the page is loaded anew.
(() => {
  const notice = document.getElementById('connection');
  const retryEvery = 1500;
  let lostAt = null;

  const serverAnswers = async () => {
    try {
      return (await fetch('healthz', { cache: 'no-store' })).ok;
    } catch {
      return false;
    }
  };

  const signedOut = async () => {
    try {
      return (await fetch(location.href, { redirect: 'manual', cache: 'no-store' })).type === 'opaqueredirect';
    } catch {
      return false;
    }
  };

  function say(text) {
    notice.textContent = text;
    notice.hidden = false;
  }

  async function onConnectionDown() {
    if (lostAt)
      return;
    lostAt = new Date();
    document.documentElement.toggleAttribute('data-offline', true);
    say(`Connection lost, reconnecting since ${lostAt.toLocaleTimeString([], { hour12: false })}. What you see may be out of date.`);
    while (lostAt) {
      if (await serverAnswers()) {
        try {
          if (await Blazor.reconnect())
            return;
          location.reload();
          return;
        } catch {
          // The server went away again, so keep trying; or nobody is signed in any more, which a load of the page tells.
          if (await signedOut()) {
            location.reload();
            return;
          }
        }
      }
      await new Promise(done => setTimeout(done, retryEvery));
    }
  }

  function onConnectionUp() {
    lostAt = null;
    notice.hidden = true;
    document.documentElement.removeAttribute('data-offline');
  }

  Blazor.start({ circuit: { reconnectionHandler: { onConnectionDown, onConnectionUp } } });
})();
