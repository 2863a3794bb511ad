package dev.provision.modules.instances.operations;

import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NotSupported;
import com.vmware.vim25.VirtualMachineTicket;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Intent;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Operation;
import dev.provision.spi.Owned;
import dev.provision.spi.Scene;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code provision console}: a ticket for the screen and keyboard of a VM, {@code
 * VirtualMachine.AcquireTicket("webmks")}, the successor of VNC (ESXi 7.0 has no VNC server any
 * more). The ticket is a secret, but the user asked for it, so it is printed.
 */
public final class ConsoleOperation implements Operation<InstanceState, Inventory, VsphereWriter> {
  private static final String TYPE = "webmks";

  @Override
  public String name() {
    return "console";
  }

  @Override
  public String summary() {
    return "Give the address of an instance's screen and keyboard, good for one connection.";
  }

  @Override
  public String example() {
    return "provision console playbooks/quickstart.yml instance.web-1";
  }

  @Override
  public List<Flag> flags() {
    return List.of();
  }

  @Override
  public boolean isForOne() {
    return true;
  }

  @Override
  public String doing() {
    return "asking for a ticket";
  }

  @Override
  public String done() {
    return "given a ticket";
  }

  @Override
  public Intent<InstanceState, Inventory, VsphereWriter> intent(Asked asked) {
    return new Opening();
  }

  private static final class Opening
      implements Intent.Goal<InstanceState, Inventory, VsphereWriter> {
    private final Map<Address, List<String>> given = new ConcurrentHashMap<>();

    @Override
    public List<Change> diff(Owned<InstanceState> it, Scene<Inventory> scene) {
      if (given.containsKey(it.address())) {
        return List.of();
      }
      Change change = Change.inPlace("console", Change.ABSENT, "a ticket");
      return List.of(
          it.state().power() == Power.ON
              ? change
              : change.with(
                  Effect.REFUSED,
                  "does not run (power "
                      + it.state().power().word()
                      + "), and only what runs has a console"));
    }

    @Override
    public void make(
        Owned<InstanceState> it, Scene<Inventory> scene, List<Change> changes, VsphereWriter write)
        throws ModuleException {
      VirtualMachineTicket ticket;
      try {
        ticket = write.call(api -> api.acquireTicket(it.state().ref(), TYPE));
      } catch (ModuleException e) {
        throw isUnknown(e) ? tooOld(e) : e;
      }
      given.put(it.address(), lines(it.state(), ticket));
    }

    /**
     * Whether the server does not know this type of ticket: the API says {@code InvalidArgument}
     * then.
     */
    private static boolean isUnknown(ModuleException e) {
      return Faults.is(e, MethodNotFound.class)
          || Faults.is(e, NotSupported.class)
          || Faults.is(e, InvalidArgument.class);
    }

    private static ModuleException tooOld(ModuleException e) {
      return new ModuleException(
          ModuleException.Kind.REFUSED,
          "the server gives no tickets of the kind `"
              + TYPE
              + "`, which vSphere has since 6.0 ("
              + e.getMessage()
              + "); open the console in its own client",
          e.getCause());
    }

    /** If the ticket names no host, it is for the host that the VM runs on. */
    private static List<String> lines(InstanceState vm, VirtualMachineTicket ticket) {
      String host = ticket.getHost() == null ? vm.place().host() : ticket.getHost();
      int port = ticket.getPort() == null ? 443 : ticket.getPort();
      List<String> lines = new ArrayList<>();
      lines.add("wss://" + host + ":" + port + "/ticket/" + ticket.getTicket());
      lines.add(
          "anyone who has this address has the console; it works once, and not for long: give it"
              + " to a WebMKS client, as in `WMKS.createWMKS(\"console\", {}).connect(url)` of"
              + " VMware's HTML Console SDK");
      if (ticket.getSslThumbprint() != null) {
        lines.add("the host shows a certificate with the thumbprint " + ticket.getSslThumbprint());
      }
      return lines;
    }

    @Override
    public List<String> said(Address address) {
      return given.getOrDefault(address, List.of());
    }
  }
}
