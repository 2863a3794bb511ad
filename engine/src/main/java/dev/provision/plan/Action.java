package dev.provision.plan;

/** What a plan does with one resource. */
public enum Action {
  /** The resource exists and matches its declaration. */
  NONE(" "),
  CREATE("+"),
  UPDATE("~"),
  /** Delete and create again; only when the user asks for it. */
  REPLACE("±"),
  DELETE("-"),
  /** Take over a foreign object: only our mark is added, then it is updated. */
  ADOPT("←"),
  /** Release an adopted object: only our mark is removed. */
  RELEASE("→");

  private final String symbol;

  Action(String symbol) {
    this.symbol = symbol;
  }

  /** The character that stands for the action in the plan. */
  public String symbol() {
    return symbol;
  }
}
