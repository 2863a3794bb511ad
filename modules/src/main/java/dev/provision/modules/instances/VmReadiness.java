package dev.provision.modules.instances;

import dev.provision.modules.instances.WaitForSpec.Until;
import dev.provision.spi.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code wait_for} asks, answered from what VMware Tools report. */
final class VmReadiness {
  private VmReadiness() {}

  static Readiness of(InstanceDesired desired, InstanceState vm) {
    WaitForSpec wait = desired.spec().waitFor();
    if (wait.isNone()) {
      return Readiness.ready();
    }
    boolean ready =
        wait.ip().isPresent()
            ? hasAddress(vm, wait.ip().get())
            : wait.until().orElse(Until.NONE) == Until.TOOLS
                ? vm.guest().toolsRun()
                : desired.nics().stream().anyMatch(nic -> hasAddress(vm, nic.name()));
    return ready ? Readiness.ready() : new Readiness.NotYet(seen(desired, vm));
  }

  private static boolean hasAddress(InstanceState vm, String nic) {
    Optional<String> mac = NovaWords.mac(vm, nic);
    return mac.isPresent() && !NovaWords.reported(vm, mac.get()).isEmpty();
  }

  private static String seen(InstanceDesired desired, InstanceState vm) {
    List<String> parts = new ArrayList<>();
    parts.add("power " + vm.power().word());
    parts.add(vm.guest().toolsRun() ? "VMware Tools running" : "VMware Tools not running");
    for (InstanceDesired.Nic nic : desired.nics()) {
      List<String> addresses =
          NovaWords.mac(vm, nic.name())
              .map(mac -> vm.guest().addresses().getOrDefault(mac, List.of()))
              .orElse(List.of());
      parts.add(
          nic.name()
              + (addresses.isEmpty() ? " without address" : " " + String.join(" ", addresses)));
    }
    return String.join(", ", parts);
  }
}
