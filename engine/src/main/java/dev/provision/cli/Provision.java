package dev.provision.cli;

/** The command line's entry. */
public final class Provision {
  private Provision() {}

  public static void main(String[] args) {
    System.out.println("provision");
  }
}
