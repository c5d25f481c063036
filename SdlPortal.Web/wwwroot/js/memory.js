// What this browser keeps for the portal: drafts per tab, choices for good. A browser that refuses storage forgets, nothing else.
const prefix = 'sdl-portal:';

function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export const saveDraft = (key, value) => void attempt(() => sessionStorage.setItem(prefix + key, value));
export const loadDraft = key => attempt(() => sessionStorage.getItem(prefix + key));
export const removeDraft = key => void attempt(() => sessionStorage.removeItem(prefix + key));
export const remember = (key, value) => void attempt(() => localStorage.setItem(prefix + key, value));
export const recall = key => attempt(() => localStorage.getItem(prefix + key));
