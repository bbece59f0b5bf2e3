"""Our own parts in the browser: the picture of the network and the table of industries."""
