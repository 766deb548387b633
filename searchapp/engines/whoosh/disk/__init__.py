"""The files of an index: generations, segments, arrays, and the folder that holds them."""
