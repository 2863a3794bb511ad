package dev.provision.simulator.vm;

import com.vmware.vim25.CustomizationEvent;
import com.vmware.vim25.CustomizationFailed;
import com.vmware.vim25.CustomizationStartedEvent;
import com.vmware.vim25.CustomizationSucceeded;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Rules;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import java.util.Optional;

/**
 * Customizes a guest while it boots, and reports it: in the VM's status, and in the events that
 * vCenter posts. A rule on {@code CustomizeVM_Task} with {@code when: after} makes it fail.
 */
public final class Customizing {
  private static final String LOG = "/var/log/vmware-imc/toolsDeployPkg.log";

  private final World world;
  private final Rules rules;
  private final EventManager events;

  public Customizing(World world, Rules rules, EventManager events) {
    this.world = world;
    this.rules = rules;
    this.events = events;
  }

  void begin(Managed vm) {
    if (Customization.isIn(vm, "PENDING") || Customization.isIn(vm, "RUNNING")) {
      Customization.become(world, vm, "RUNNING", "");
      tell(new CustomizationStartedEvent(), vm, "Started customization of VM " + vm.name() + ".");
    }
  }

  void end(Managed vm) {
    if (!Customization.isIn(vm, "RUNNING")) {
      return;
    }
    Optional<String> why = rules.inGuest("CustomizeVM_Task", vm.name());
    if (why.isPresent()) {
      Customization.forget(world, vm);
      Customization.become(world, vm, "FAILED", why.get());
      String text = "An error occurred while customizing VM " + vm.name() + ": " + why.get();
      tell(new CustomizationFailed(), vm, text);
    } else {
      Customization.become(world, vm, "SUCCEEDED", "");
      tell(new CustomizationSucceeded(), vm, "Customization of VM " + vm.name() + " succeeded.");
    }
  }

  private void tell(CustomizationEvent event, Managed vm, String message) {
    event.logLocation = LOG;
    events.happened(event, vm, message);
  }
}
