package org.panatorch.repl.render;

/** A picture with a few words under it. */
public record Tile(String caption, Gray picture) {}
