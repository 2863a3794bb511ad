package dev.provision.plan;

/** What a plan does to one resource. */
public enum Action {
  /** It is there and equals what is declared. */
  NONE(" "),
  CREATE("+"),
  UPDATE("~"),
  /** Delete and make again; only ever asked for by the user. */
  REPLACE("±"),
  DELETE("-"),
  /** Take a foreign thing: only our mark changes, then it is converged. */
  ADOPT("←"),
  /** Give an adopted thing back: only our mark goes. */
  RELEASE("→");

  private final String symbol;

  Action(String symbol) {
    this.symbol = symbol;
  }

  /** The one character shown in the plan. */
  public String symbol() {
    return symbol;
  }
}
