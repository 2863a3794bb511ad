package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;
import java.util.List;

/**
 * A kind whose members tell that they are: they name it with {@code MEMBER_OF}, and so come before
 * it.
 */
public interface Grouped<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * What those get of it that are members of it. Pure.
   *
   * @param members all that are declared to be there
   */
  Object toMembers(Declaration<S> declaration, List<Address> members);
}
