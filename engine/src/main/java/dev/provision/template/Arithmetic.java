package dev.provision.template;

import freemarker.core.ArithmeticEngine;
import freemarker.template.TemplateException;
import java.math.BigDecimal;

/**
 * The library's exact arithmetic, limited to numbers that fit on a page: it would compute {@code
 * 1e999999999 + 1} digit by digit.
 */
final class Arithmetic extends ArithmeticEngine {
  private static final int MOST_DIGITS = 1_000;

  private final ArithmeticEngine exact = ArithmeticEngine.BIGDECIMAL_ENGINE;

  @Override
  public int compareNumbers(Number first, Number second) throws TemplateException {
    Supervisor.check();
    return exact.compareNumbers(first, second);
  }

  @Override
  public Number add(Number first, Number second) throws TemplateException {
    return bounded(exact.add(first, second));
  }

  @Override
  public Number subtract(Number first, Number second) throws TemplateException {
    return bounded(exact.subtract(first, second));
  }

  @Override
  public Number multiply(Number first, Number second) throws TemplateException {
    return bounded(exact.multiply(first, second));
  }

  @Override
  public Number divide(Number first, Number second) throws TemplateException {
    return bounded(exact.divide(first, second));
  }

  @Override
  public Number modulus(Number first, Number second) throws TemplateException {
    return bounded(exact.modulus(first, second));
  }

  /** The library says of a {@link NumberFormatException} that the text is no number. */
  @Override
  public Number toNumber(String text) {
    if (text.length() > MOST_DIGITS) {
      throw new NumberFormatException("it is too long");
    }
    Number number = exact.toNumber(text);
    if (!isBounded(number)) {
      throw new NumberFormatException("it is too large");
    }
    return number;
  }

  private static Number bounded(Number number) throws Mistake {
    Supervisor.check();
    if (!isBounded(number)) {
      throw new Mistake("this number has more than " + MOST_DIGITS + " digits", "");
    }
    return number;
  }

  private static boolean isBounded(Number number) {
    return !(number instanceof BigDecimal exactly)
        || (Math.abs((long) exactly.scale()) <= MOST_DIGITS && exactly.precision() <= MOST_DIGITS);
  }
}
