package org.panatorch.repl.render;

import java.awt.Graphics2D;
import java.util.HashMap;
import java.util.Map;

/** Digits, small letters and a few signs, each 3 x 5 pixels; what is missing is a gap. */
final class PixelFont {
    private static final int WIDTH = 3;
    private static final Map<Character, String> GLYPHS = new HashMap<>();

    static {
        add("0", "### #.# #.# #.# ###", "1", ".#. ##. .#. .#. ###", "2", "### ..# ### #.. ###",
                "3", "### ..# ### ..# ###", "4", "#.# #.# ### ..# ..#", "5", "### #.. ### ..# ###",
                "6", "### #.. ### #.# ###", "7", "### ..# .#. .#. .#.", "8", "### #.# ### #.# ###",
                "9", "### #.# ### ..# ###", "a", ".#. #.# ### #.# #.#", "b", "##. #.# ##. #.# ##.",
                "c", ".## #.. #.. #.. .##", "d", "##. #.# #.# #.# ##.", "e", "### #.. ##. #.. ###",
                "g", ".## #.. #.# #.# .##", "h", "#.# #.# ### #.# #.#", "i", "### .#. .#. .#. ###",
                "l", "#.. #.. #.. #.. ###", "m", "#.# ### ### #.# #.#", "n", "##. #.# #.# #.# #.#",
                "o", ".#. #.# #.# #.# .#.", "p", "##. #.# ##. #.. #..", "r", "##. #.# ##. #.# #.#",
                "s", ".## #.. .#. ..# ##.", "t", "### .#. .#. .#. .#.", "u", "#.# #.# #.# #.# ###",
                "-", "... ... ### ... ...", "+", "... .#. ### .#. ...", ".", "... ... ... ... .#.",
                "(", "..# .#. .#. .#. ..#", ")", "#.. .#. .#. .#. #..", "/", "..# ..# .#. #.. #..");
    }

    private PixelFont() {}

    private static void add(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            GLYPHS.put(pairs[i].charAt(0), pairs[i + 1].replace(" ", ""));
        }
    }

    static int width(String text, int scale) {
        return text.length() * (WIDTH + 1) * scale - scale;
    }

    static void draw(Graphics2D g, String text, int left, int top, int scale) {
        for (int i = 0; i < text.length(); i++) {
            var glyph = GLYPHS.getOrDefault(Character.toLowerCase(text.charAt(i)), "");
            for (int p = 0; p < glyph.length(); p++) {
                if (glyph.charAt(p) == '#') {
                    g.fillRect(left + (i * (WIDTH + 1) + p % WIDTH) * scale, top + p / WIDTH * scale, scale, scale);
                }
            }
        }
    }
}
