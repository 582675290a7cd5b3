/** An id that nobody else makes. The browser's own maker of them is missing on pages that come without TLS, as on a phone in the shop's own network. */
export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
