package dev.provision.vsphere.wire;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import java.util.List;

/**
 * One call of a vim25 method, as yavijava's stub hands it over: the first argument, {@code _this},
 * is the object that is called.
 *
 * @param method the wire name, {@code CloneVM_Task}
 * @param arguments in schema order; an argument's value may be null (absent)
 * @param returnType the stub's name of the type, {@code ManagedObjectReference} or {@code
 *     UpdateSet} or {@code VirtualMachine[]}; null for none
 */
public record Call(String method, List<Argument> arguments, String returnType) {
  public Call {
    arguments = List.copyOf(arguments);
  }

  /** The object that is called. */
  public ManagedObjectReference self() {
    return (ManagedObjectReference) arguments.get(0).getValue();
  }
}
