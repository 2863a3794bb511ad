package dev.provision.schema;

/**
 * A version of one service's API that a client asks for.
 *
 * @param namespace of the service: {@code urn:vim25} or {@code urn:pbm}
 */
public record ServiceVersion(String namespace, Since version) {
  private static final String VIM = "urn:vim25";

  /**
   * The version of another service's API that goes with it: the policy service answers with types
   * of vim25 too. Its version 2.0 came with vSphere 6.0; from 6.5 on both count alike.
   */
  Since of(String owner) {
    boolean isEarly =
        owner.equals(VIM) && namespace.equals("urn:pbm") && !version.isNewerThan(new Since("2.0"));
    return isEarly ? new Since("6.0") : version;
  }

  /**
   * @param owner the namespace of the type that has it
   */
  boolean has(String owner, Since since) {
    return !since.isNewerThan(of(owner));
  }
}
