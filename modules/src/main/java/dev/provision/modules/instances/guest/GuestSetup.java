package dev.provision.modules.instances.guest;

import com.vmware.vim25.CustomizationEvent;
import com.vmware.vim25.CustomizationFailed;
import com.vmware.vim25.CustomizationStartedEvent;
import com.vmware.vim25.CustomizationSucceeded;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.NewerProperties;

/**
 * How far a guest is with the customization that its VM was made with.
 *
 * @param why it failed, in vCenter's words; may be empty
 * @param log the path of its log in the guest, if it failed and vCenter says where; may be empty
 */
public record GuestSetup(State state, String why, String log) {
  /** The states, in their order. */
  public enum State {
    /** There is no customization, or nobody knows its state any more. */
    UNKNOWN,
    PENDING,
    RUNNING,
    DONE,
    FAILED
  }

  private static final GuestSetup NONE = new GuestSetup(State.UNKNOWN, "", "");

  public static GuestSetup read(Item vm) {
    if (Marks.of(vm, Marks.CUSTOMIZATION).isEmpty()) {
      return NONE;
    }
    if (!text(vm, AddedProperties.PENDING_CUSTOMIZATION).isEmpty()) {
      return new GuestSetup(State.PENDING, "", "");
    }
    CustomizationEvent event =
        vm.get(AddedProperties.CUSTOMIZATION_EVENT, CustomizationEvent.class).orElse(null);
    return switch (text(vm, NewerProperties.CUSTOMIZATION)) {
      case "TOOLSDEPLOYPKG_PENDING" -> new GuestSetup(State.PENDING, "", "");
      case "TOOLSDEPLOYPKG_RUNNING" -> new GuestSetup(State.RUNNING, "", "");
      case "TOOLSDEPLOYPKG_SUCCEEDED" -> new GuestSetup(State.DONE, "", "");
      case "TOOLSDEPLOYPKG_FAILED" ->
          new GuestSetup(
              State.FAILED,
              text(vm, NewerProperties.CUSTOMIZATION_ERROR),
              event == null ? "" : log(event));
      default -> event == null ? NONE : of(event);
    };
  }

  private static GuestSetup of(CustomizationEvent event) {
    if (event instanceof CustomizationFailed) {
      String why = event.getFullFormattedMessage();
      return new GuestSetup(State.FAILED, why == null ? "" : why, log(event));
    }
    if (event instanceof CustomizationStartedEvent) {
      return new GuestSetup(State.RUNNING, "", "");
    }
    return event instanceof CustomizationSucceeded ? new GuestSetup(State.DONE, "", "") : NONE;
  }

  private static String log(CustomizationEvent event) {
    return event.getLogLocation() == null ? "" : event.getLogLocation();
  }

  private static String text(Item vm, String path) {
    return vm.get(path, String.class).orElse("").strip();
  }

  public boolean isUnderWay() {
    return state == State.PENDING || state == State.RUNNING;
  }

  /** What messages say while it is under way. */
  public String seen() {
    return state == State.PENDING
        ? "its guest is not customized yet: VMware Tools have not begun"
        : "its guest is being customized";
  }

  /** What messages say when it failed: why, and where to look. */
  public String failure(boolean windows) {
    String place =
        !log.isEmpty()
            ? log
            : windows
                ? "C:\\Windows\\Temp\\vmware-imc\\guestcust.log"
                : "/var/log/vmware-imc/toolsDeployPkg.log";
    return "failed" + (why.isEmpty() ? "" : ": " + why) + "; its log in the guest is " + place;
  }
}
