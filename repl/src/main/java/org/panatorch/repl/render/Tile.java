package org.panatorch.repl.render;

import org.panatorch.ddpm.image.Gray;

/** A picture with a few words under it. */
public record Tile(String caption, Gray picture) {}
