package dev.provision.modules.instances;

import dev.provision.modules.instances.guest.VmCustomization;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.modules.instances.vm.WaitForSpec;
import dev.provision.modules.instances.vm.WaitForSpec.Until;
import dev.provision.spi.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a VM is ready as {@code wait_for} asks, from what VMware Tools report. A guest that is
 * being customized is not ready: it still has the template's addresses.
 */
final class VmReadiness {
  private VmReadiness() {}

  static Readiness of(InstanceDesired desired, InstanceState vm) {
    Optional<String> customized =
        VmCustomization.awaited(desired.guest(), vm.condition().setup(), vm.vm());
    if (customized.isPresent()) {
      return new Readiness.NotYet(customized.get());
    }
    WaitForSpec wait = desired.spec().waitFor();
    if (wait.isNone()) {
      return Readiness.ready();
    }
    Optional<String> ip = wait.ip().isPresent() ? address(vm, wait.ip().get()) : first(vm);
    if (wait.tcp().isPresent() && ip.isPresent()) {
      return new Readiness.WhenReachable(
          ip.get(), wait.tcp().get(), "nothing answers on " + ip.get() + ":" + wait.tcp().get());
    }
    boolean ready = wait.tcp().isEmpty() && isReady(wait, desired, vm);
    return ready ? Readiness.ready() : new Readiness.NotYet(seen(desired, vm));
  }

  /**
   * @param read the attributes of this VM that other resources read
   */
  static Readiness of(InstanceDesired desired, InstanceState vm, Set<String> read) {
    Readiness ready = of(desired, vm);
    return ready instanceof Readiness.Ready && !AddressWait.isOver(read, desired, vm)
        ? new Readiness.NotYet(
            seen(desired, vm) + ", and others read its " + String.join(", ", new TreeSet<>(read)))
        : ready;
  }

  private static boolean isReady(WaitForSpec wait, InstanceDesired desired, InstanceState vm) {
    return wait.ip().isPresent()
        ? hasAddress(vm, wait.ip().get())
        : wait.until().orElse(Until.NONE) == Until.TOOLS
            ? vm.guest().toolsRun()
            : desired.nics().stream().anyMatch(nic -> hasAddress(vm, nic.name()));
  }

  /** The address to reach it by: one that Tools report, else a declared one. */
  private static Optional<String> first(InstanceState vm) {
    return Optional.ofNullable((String) NovaWords.attributes(vm).get("ip"));
  }

  private static Optional<String> address(InstanceState vm, String nic) {
    return NovaWords.mac(vm, nic).flatMap(mac -> NovaWords.reported(vm, mac).stream().findFirst());
  }

  static boolean hasAddress(InstanceState vm, String nic) {
    return address(vm, nic).isPresent();
  }

  private static String seen(InstanceDesired desired, InstanceState vm) {
    List<String> parts = new ArrayList<>();
    parts.add("power " + vm.power().word());
    parts.add(vm.guest().toolsRun() ? "VMware Tools running" : "VMware Tools not running");
    for (NicWanted nic : desired.nics()) {
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
