package dev.provision.vsphere.wire;

/**
 * The one interface to a vCenter: one vim25 method in, its result out. The SOAP transport and the
 * simulator answer calls; everything between (read-only, recording, re-login) is a decorator.
 * Implementations are safe for use by many threads at once.
 */
@FunctionalInterface
public interface Vim25 {
  /**
   * Calls one method.
   *
   * @return the vim25 data object, array, boxed primitive, string or reference that the method
   *     returns; null where the method returns nothing or an absent optional value, an empty array
   *     where it returns none of many
   * @throws VimFault when the server answered with a fault
   * @throws TransportFailure when no answer of vim25 arrived
   */
  Object call(Call call) throws VimFault, TransportFailure;
}
