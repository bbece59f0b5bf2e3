"""The picture of a part of the network: what stands where, computed here and the same each time; the browser only paints."""
