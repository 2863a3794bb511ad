package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;
import java.util.List;

/**
 * A kind whose members know that they are members: they name it with {@code MEMBER_OF}, and so come
 * before it.
 */
public interface Grouped<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * What the members get to know about their group. Pure.
   *
   * @param members all declared members that are not absent
   */
  Object toMembers(Declaration<S> declaration, List<Address> members);
}
