package dev.provision.simulator.world;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.InvalidDeviceSpec;
import com.vmware.vim25.InvalidName;
import com.vmware.vim25.InvalidPowerState;
import com.vmware.vim25.InvalidRequest;
import com.vmware.vim25.InvalidState;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotSupported;
import com.vmware.vim25.ResourceInUse;
import com.vmware.vim25.TaskInProgress;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.vsphere.wire.VimFault;

/** The faults of vim25 that several methods refuse with, in vCenter's words. */
public final class Refuse {
  private Refuse() {}

  public static VimFault with(MethodFault fault, String text) {
    return new VimFault(fault, text);
  }

  public static VimFault notFound(ManagedObjectReference ref) {
    ManagedObjectNotFound fault = new ManagedObjectNotFound();
    fault.obj = ref;
    return with(
        fault,
        "The object '"
            + (ref == null ? "null" : "vim." + ref.type + ":" + ref.val)
            + "' has already been deleted or has not been completely created");
  }

  public static VimFault argument(String property, String why) {
    InvalidArgument fault = new InvalidArgument();
    fault.invalidProperty = property;
    return with(fault, "A specified parameter was not correct: " + property + ": " + why);
  }

  /** In the words of a real server (knife-vsphere issue 39). */
  public static VimFault incomplete(String type, String missing) {
    return with(
        new InvalidRequest(),
        "Required property " + missing + " is missing from data object of type " + type);
  }

  public static VimFault duplicate(String name, ManagedObjectReference other) {
    DuplicateName fault = new DuplicateName();
    fault.name = name;
    fault.object = other;
    return with(fault, "The name '" + name + "' already exists.");
  }

  public static VimFault name(String name) {
    InvalidName fault = new InvalidName();
    fault.name = name;
    return with(fault, "The name '" + name + "' is not valid.");
  }

  public static VimFault power(VirtualMachinePowerState is, VirtualMachinePowerState wanted) {
    InvalidPowerState fault = new InvalidPowerState();
    fault.existingState = is;
    fault.requestedState = wanted;
    return with(
        fault,
        "The attempted operation cannot be performed in the current state ("
            + (is == VirtualMachinePowerState.poweredOn
                ? "Powered on"
                : is == VirtualMachinePowerState.suspended ? "Suspended" : "Powered off")
            + ").");
  }

  public static VimFault state(String why) {
    return with(new InvalidState(), why);
  }

  public static VimFault notSupported(String why) {
    return with(new NotSupported(), "The operation is not supported on the object: " + why);
  }

  public static VimFault device(int index, String property, String why) {
    InvalidDeviceSpec fault = new InvalidDeviceSpec();
    fault.deviceIndex = index;
    fault.property = property;
    return with(
        fault, "Invalid configuration for device '" + index + "': " + property + ": " + why);
  }

  public static VimFault inProgress(ManagedObjectReference task, String what) {
    TaskInProgress fault = new TaskInProgress();
    fault.task = task;
    return with(fault, "Another task is already in progress on `" + what + "`.");
  }

  public static VimFault inUse(Managed entity) {
    ResourceInUse fault = new ResourceInUse();
    fault.type = entity.type();
    fault.name = entity.name();
    return with(fault, "The resource '" + entity.name() + "' is in use.");
  }

  public static VimFault permission(ManagedObjectReference object, String privilege) {
    NoPermission fault = new NoPermission();
    fault.object = object;
    fault.privilegeId = privilege;
    return with(fault, "Permission to perform this operation was denied.");
  }

  public static LocalizedMethodFault localized(VimFault refusal) {
    LocalizedMethodFault localized = new LocalizedMethodFault();
    localized.fault = refusal.fault();
    localized.localizedMessage = refusal.getMessage();
    return localized;
  }
}
