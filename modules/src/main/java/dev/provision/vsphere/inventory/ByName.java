package dev.provision.vsphere.inventory;

import dev.provision.spi.Address;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sorts addresses as people count: {@code web-2} before {@code web-10}. */
public final class ByName implements Comparator<Address> {
  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  @Override
  public int compare(Address one, Address other) {
    int kinds = one.kind().compareTo(other.kind());
    if (kinds != 0) {
      return kinds;
    }
    Matcher left = PART.matcher(one.name());
    Matcher right = PART.matcher(other.name());
    while (left.find() && right.find()) {
      boolean numbers = isNumber(left.group()) && isNumber(right.group());
      int parts =
          numbers
              ? new BigInteger(left.group()).compareTo(new BigInteger(right.group()))
              : left.group().compareTo(right.group());
      if (parts != 0) {
        return parts;
      }
    }
    return one.compareTo(other);
  }

  private static boolean isNumber(String part) {
    return Character.isDigit(part.charAt(0));
  }
}
