package dev.provision.schema;

import java.util.Set;
import java.util.regex.Pattern;

/** The simple types of XML Schema that the API uses, and their texts. */
final class ScalarText {
  private static final Set<String> SCALARS =
      Set.of(
          "string",
          "boolean",
          "byte",
          "short",
          "int",
          "long",
          "float",
          "double",
          "dateTime",
          "base64Binary",
          "anyURI");

  private static final Pattern TIME =
      Pattern.compile(
          "-?\\d{4,}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)?");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=\\s]*");

  private ScalarText() {}

  static boolean isScalar(String type) {
    return SCALARS.contains(type);
  }

  /** The name of an array's item, which {@code ArrayOf} is followed by with a capital letter. */
  static String item(String capital) {
    String small = Character.toLowerCase(capital.charAt(0)) + capital.substring(1);
    return isScalar(small) || small.equals("anyType") ? small : capital;
  }

  static boolean isOf(String type, String text) {
    try {
      switch (type) {
        case "boolean":
          return Set.of("true", "false", "1", "0").contains(text);
        case "byte":
          Byte.parseByte(text);
          return true;
        case "short":
          Short.parseShort(text);
          return true;
        case "int":
          Integer.parseInt(text);
          return true;
        case "long":
          Long.parseLong(text);
          return true;
        case "float", "double":
          Double.parseDouble(text.replace("INF", "Infinity"));
          return true;
        case "dateTime":
          return TIME.matcher(text).matches();
        case "base64Binary":
          return BASE64.matcher(text).matches();
        default:
          return true;
      }
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
