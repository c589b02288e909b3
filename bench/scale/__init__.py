"""How far sync reaches: logs of millions of events over a folder, and a class of a thousand over a server."""
