import { ref } from 'vue'

export const dark = ref(document.documentElement.classList.contains('dark'))

export function switchTheme(): void {
  dark.value = !dark.value
  document.documentElement.classList.toggle('dark', dark.value)
  localStorage.setItem('cityops.theme', dark.value ? 'dark' : 'light')
}
