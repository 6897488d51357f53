/** Makes the phone's pages an app: a manifest to install it by, and a service worker that serves it without a network. */
export function install(): void {
  if (!document.querySelector('link[rel=manifest]')) {
    const link = document.createElement('link')
    link.rel = 'manifest'
    link.href = '/phone.webmanifest'
    document.head.append(link)
  }

  // Only https and localhost have service workers; elsewhere the page works as long as it stays open.
  void navigator.serviceWorker?.register('/phone-worker.js', { scope: '/phone' }).catch(() => undefined)
}
