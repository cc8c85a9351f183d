import { useState } from 'react';

const KEY = 'sandbox-theme';

/** How the page looks: as the computer does unless somebody chose. */
export type Theme = 'light' | 'dark';

/** Puts the chosen look on the page, before it is first drawn. */
export function applyTheme(): void {
  const chosen = localStorage.getItem(KEY);
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
}

/** The present look and a switch to the other. */
export function useTheme(): { theme: Theme; toggle(): void } {
  const [theme, setTheme] = useState(present);
  return {
    theme,
    toggle: () => {
      const other = theme === 'dark' ? 'light' : 'dark';
      localStorage.setItem(KEY, other);
      applyTheme();
      setTheme(other);
    },
  };
}

function present(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
