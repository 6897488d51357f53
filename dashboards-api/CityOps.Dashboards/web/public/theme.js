// Before the first paint, so that a dark page never flashes white.
;(() => {
  const wish = localStorage.getItem('cityops.theme')
  const dark = wish ? wish === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.classList.toggle('dark', dark)
})()
