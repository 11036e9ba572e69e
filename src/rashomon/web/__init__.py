"""The local web app: a study read in the browser, every state a URL, every page also as JSON."""
