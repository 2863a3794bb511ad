package dev.provision.cli.text;

import java.util.Arrays;

/**
 * How many columns of a terminal a text takes: two for a wide character, none for a mark that
 * stands on the one before it, one for all others. Wide is what Unicode calls wide or fullwidth
 * (Unicode Standard Annex 11, EastAsianWidth.txt, W and F); neighbouring ranges that differ only in
 * characters that are not assigned are one here.
 */
final class DisplayWidth {
  /** First and last of each range. */
  private static final int[] WIDE = {
    0x1100,
    0x115F, // Hangul Jamo that begin a syllable
    0x231A,
    0x231B, // watch, hourglass
    0x2329,
    0x232A, // angle brackets
    0x23E9,
    0x23EC,
    0x23F0,
    0x23F0,
    0x23F3,
    0x23F3,
    0x25FD,
    0x25FE,
    0x2614,
    0x2615,
    0x2648,
    0x2653,
    0x267F,
    0x267F,
    0x2693,
    0x2693,
    0x26A1,
    0x26A1,
    0x26AA,
    0x26AB,
    0x26BD,
    0x26BE,
    0x26C4,
    0x26C5,
    0x26CE,
    0x26CE,
    0x26D4,
    0x26D4,
    0x26EA,
    0x26EA,
    0x26F2,
    0x26F3,
    0x26F5,
    0x26F5,
    0x26FA,
    0x26FA,
    0x26FD,
    0x26FD,
    0x2705,
    0x2705,
    0x270A,
    0x270B,
    0x2728,
    0x2728,
    0x274C,
    0x274C,
    0x274E,
    0x274E,
    0x2753,
    0x2755,
    0x2757,
    0x2757,
    0x2795,
    0x2797,
    0x27B0,
    0x27B0,
    0x27BF,
    0x27BF,
    0x2B1B,
    0x2B1C,
    0x2B50,
    0x2B50,
    0x2B55,
    0x2B55,
    0x2E80,
    0x303E, // CJK radicals to CJK symbols
    0x3041,
    0x33FF, // kana, Bopomofo, Hangul compatibility Jamo, enclosed CJK
    0x3400,
    0x4DBF, // CJK extension A
    0x4E00,
    0xA4CF, // CJK unified, Yi
    0xA960,
    0xA97F, // Hangul Jamo extended A
    0xAC00,
    0xD7A3, // Hangul syllables
    0xF900,
    0xFAFF, // CJK compatibility
    0xFE10,
    0xFE19,
    0xFE30,
    0xFE6F, // vertical and small forms
    0xFF01,
    0xFF60,
    0xFFE0,
    0xFFE6, // fullwidth forms
    0x16FE0,
    0x18CFF, // Tangut, Khitan
    0x1AFF0,
    0x1B2FF, // kana supplements, Nushu
    0x1F004,
    0x1F004,
    0x1F0CF,
    0x1F0CF,
    0x1F18E,
    0x1F18E,
    0x1F191,
    0x1F19A,
    0x1F200,
    0x1F320,
    0x1F32D,
    0x1F335,
    0x1F337,
    0x1F37C,
    0x1F37E,
    0x1F393,
    0x1F3A0,
    0x1F3CA,
    0x1F3CF,
    0x1F3D3,
    0x1F3E0,
    0x1F3F0,
    0x1F3F4,
    0x1F3F4,
    0x1F3F8,
    0x1F43E,
    0x1F440,
    0x1F440,
    0x1F442,
    0x1F4FC,
    0x1F4FF,
    0x1F53D,
    0x1F54B,
    0x1F54E,
    0x1F550,
    0x1F567,
    0x1F57A,
    0x1F57A,
    0x1F595,
    0x1F596,
    0x1F5A4,
    0x1F5A4,
    0x1F5FB,
    0x1F64F,
    0x1F680,
    0x1F6C5,
    0x1F6CC,
    0x1F6CC,
    0x1F6D0,
    0x1F6D2,
    0x1F6D5,
    0x1F6D7,
    0x1F6DC,
    0x1F6DF,
    0x1F6EB,
    0x1F6EC,
    0x1F6F4,
    0x1F6FC,
    0x1F7E0,
    0x1F7EB,
    0x1F7F0,
    0x1F7F0,
    0x1F90C,
    0x1F93A,
    0x1F93C,
    0x1F945,
    0x1F947,
    0x1F9FF,
    0x1FA70,
    0x1FAFF,
    0x20000,
    0x3FFFD // CJK extensions B and after
  };

  private DisplayWidth() {}

  static int of(CharSequence text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(character) ? 2 : 1;
  }

  /** A first or last of a range is found itself; one between them lies after a first. */
  private static boolean isWide(int character) {
    int at = Arrays.binarySearch(WIDE, character);
    return at >= 0 || (-at - 1) % 2 == 1;
  }
}
