package dev.provision.vsphere.soap;

import com.vmware.vim25.MethodFault;

/** What a SOAP envelope from the server says. */
public sealed interface Reply {
  /**
   * The method's result.
   *
   * @param value null where the method returns nothing or the optional value is absent; an empty
   *     array where an array is
   */
  record Result(Object value) implements Reply {}

  /**
   * The server's refusal.
   *
   * @param detail a plain {@code MethodFault} where the server sent none, or one of a type that is
   *     not known
   * @param text the server's words; the name of the fault's type where it sent none
   */
  record Fault(MethodFault detail, String text) implements Reply {}
}
