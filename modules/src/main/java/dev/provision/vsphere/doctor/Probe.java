package dev.provision.vsphere.doctor;

import com.vmware.vim25.AuthorizationPrivilege;
import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.EnvironmentBrowserConfigOptionQuerySpec;
import com.vmware.vim25.ManagedByInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigOption;
import com.vmware.vim25.WaitOptions;
import dev.provision.spi.Layer;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.wire.VimFault;
import java.nio.charset.StandardCharsets;
import java.rmi.RemoteException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks a server the questions about real servers that this project could not answer yet. It only
 * reads, and lists the questions that would need a write. The answers are numbers, versions and
 * vSphere's own words for its types. They hold no name that a person chose, so users can send them.
 */
public final class Probe {
  public static final String NAME = "probe";

  /** Questions that only a write could answer, so they are not asked. */
  static final List<String> NEED_A_WRITE =
      List.of(
          "whether a migrated linked clone becomes a full copy (moveAllDiskBackingsAndConsolidate)",
          "how long a custom value may be, and whether SetField takes the topmost folder",
          "whether an empty list clears a cluster's heartbeatDatastore",
          "what becomes of resource pools when DRS is switched off",
          "what Destroy_Task does to a cluster with disconnected hosts",
          "whether a disk's uuid outside VMware's own form is taken");

  /** A guest id that no server knows. */
  private static final String NO_GUEST = "provisionProbeGuest";

  private static final int IDLE_SECONDS = 5;

  /** One question. A fault is an answer too. */
  private record Question(String id, String text, Answer answer) {
    interface Answer {
      String of(ProbedServer server) throws RemoteException, ModuleException, InterruptedException;
    }
  }

  private final List<Question> questions =
      List.of(
          new Question(
              "search-answers", "how a search names folders on vSAN and vVol", SearchAnswers::of),
          new Question("disk-uuids", "what disks have for a uuid", Probe::uuids),
          new Question("guestinfo-size", "the largest values in extraConfig", Probe::largest),
          new Question("policy-service", "what the storage policy service is", Probe::policies),
          new Question("idle-poll", "when a long poll without news ends", this::idle),
          new Question("unknown-guest", "what an unknown guestId is answered with", Probe::guest),
          new Question("keyed-option", "whether config.option takes a key", Probe::keyed),
          new Question("custom-values", "the longest custom value there is", Probe::longest),
          new Question("agent-vms", "what marks the VMs of vSphere's own services", Probe::agents),
          new Question("tagging", "which privileges tagging has", Probe::tagging),
          new Question("rest", "whether /rest and /api answer", Probe::rest));

  private final ProbedServer server;
  private final Clock clock;

  Probe(ProbedServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  Layer layer() throws InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add("these lines name nothing of yours and may be sent to the project");
    lines.add("server: " + WireLayers.text(server.content().getAbout()));
    for (Question question : questions) {
      lines.add(question.id() + ": " + question.text() + ": " + answer(question));
    }
    NEED_A_WRITE.forEach(each -> lines.add("not asked, it needs a write: " + each));
    return Layer.ok(NAME, lines);
  }

  private String answer(Question question) throws InterruptedException {
    try {
      return question.answer().of(server);
    } catch (VimFault e) {
      return "refused with " + e.fault().getClass().getSimpleName();
    } catch (ModuleException e) {
      return e.getCause() instanceof VimFault fault
          ? "refused with " + fault.fault().getClass().getSimpleName()
          : "no answer";
    } catch (RemoteException e) {
      return "no answer";
    }
  }

  private static String uuids(ProbedServer server) throws RemoteException {
    int own = 0;
    int all = 0;
    for (Map<String, Object> vm : server.all("VirtualMachine", "config.hardware.device")) {
      if (vm.get("config.hardware.device") instanceof VirtualDevice[] devices) {
        for (VirtualDevice device : devices) {
          if (device instanceof VirtualDisk
              && device.getBacking() instanceof VirtualDiskFlatVer2BackingInfo file
              && file.getUuid() != null) {
            all++;
            own += file.getUuid().toLowerCase(Locale.ROOT).startsWith("6000c29") ? 1 : 0;
          }
        }
      }
    }
    return own + " of " + all + " begin with 6000C29";
  }

  private static String largest(ProbedServer server) throws RemoteException {
    int guest = 0;
    int other = 0;
    for (Map<String, Object> vm : server.all("VirtualMachine", "config.extraConfig")) {
      if (vm.get("config.extraConfig") instanceof OptionValue[] options) {
        for (OptionValue option : options) {
          int bytes = String.valueOf(option.getValue()).getBytes(StandardCharsets.UTF_8).length;
          if (option.getKey().startsWith("guestinfo.")) {
            guest = Math.max(guest, bytes);
          } else {
            other = Math.max(other, bytes);
          }
        }
      }
    }
    return guest + " bytes under guestinfo, " + other + " bytes elsewhere";
  }

  private static String policies(ProbedServer server) throws RemoteException {
    return "answers, with "
        + (new PbmStub(server.api().getWsc()).retrieveServiceContent().placementSolver == null
            ? "no placement solver"
            : "a placement solver");
  }

  private String idle(ProbedServer server) throws RemoteException {
    ManagedObjectReference collector =
        server.api().createPropertyCollector(server.content().getPropertyCollector());
    try {
      PropertyFilterSpec name =
          ReadSpecs.filter(
              List.of(ReadSpecs.object(server.content().getRootFolder())),
              List.of(ReadSpecs.properties("Folder", List.of("name"))));
      server.api().createFilter(collector, name, false);
      WaitOptions options = new WaitOptions();
      options.setMaxWaitSeconds(IDLE_SECONDS);
      UpdateSet first = server.api().waitForUpdatesEx(collector, "", options);
      long begun = clock.millis();
      UpdateSet next =
          server
              .api()
              .waitForUpdatesEx(collector, first == null ? "" : first.getVersion(), options);
      long seconds = Duration.ofMillis(clock.millis() - begun).toSeconds();
      return "after %d of %d s, with %s"
          .formatted(seconds, IDLE_SECONDS, next == null ? "nothing" : "an update");
    } finally {
      server.api().destroyPropertyCollector(collector);
    }
  }

  private static String guest(ProbedServer server) throws RemoteException {
    for (Map<String, Object> each : server.all("ComputeResource", "environmentBrowser")) {
      if (each.get("environmentBrowser") instanceof ManagedObjectReference browser) {
        EnvironmentBrowserConfigOptionQuerySpec asked =
            new EnvironmentBrowserConfigOptionQuerySpec();
        asked.setGuestId(new String[] {NO_GUEST});
        VirtualMachineConfigOption option = server.api().queryConfigOptionEx(browser, asked);
        return option == null
            ? "nothing"
            : "a list of "
                + (option.getGuestOSDescriptor() == null ? 0 : option.getGuestOSDescriptor().length)
                + " guests";
      }
    }
    return "there is no cluster and no host to ask";
  }

  private static String keyed(ProbedServer server) throws RemoteException {
    String path = "config.option[\"UserVars.SuppressShellWarning\"]";
    List<Map<String, Object>> hosts = server.all("HostSystem", path);
    long told = hosts.stream().filter(host -> host.containsKey(path)).count();
    return told + " of " + hosts.size() + " hosts answered with a value";
  }

  private static String longest(ProbedServer server) throws RemoteException {
    int longest = 0;
    for (String type : List.of("Folder", "VirtualMachine")) {
      for (Map<String, Object> each : server.all(type, "customValue")) {
        if (each.get("customValue") instanceof CustomFieldValue[] values) {
          for (CustomFieldValue value : values) {
            if (value instanceof CustomFieldStringValue text && text.getValue() != null) {
              longest = Math.max(longest, text.getValue().length());
            }
          }
        }
      }
    }
    return longest + " characters";
  }

  private static String agents(ProbedServer server) throws RemoteException {
    Set<String> marks = new TreeSet<>();
    int found = 0;
    for (Map<String, Object> vm :
        server.all("VirtualMachine", "name", "config.managedBy", "config.extraConfig")) {
      if (String.valueOf(vm.get("name")).startsWith("vCLS")) {
        found++;
        if (vm.get("config.managedBy") instanceof ManagedByInfo by) {
          marks.add("managedBy " + by.getExtensionKey() + " " + by.getType());
        }
        if (vm.get("config.extraConfig") instanceof OptionValue[] options) {
          Arrays.stream(options)
              .map(OptionValue::getKey)
              .filter(key -> key.startsWith("HDCS.") || key.startsWith("eam."))
              .forEach(key -> marks.add("extraConfig " + key));
        }
      }
    }
    return found + " called vCLS" + (marks.isEmpty() ? "" : ": " + String.join(", ", marks));
  }

  private static String tagging(ProbedServer server) throws RemoteException {
    Object all =
        server.of(server.content().getAuthorizationManager(), "privilegeList").get("privilegeList");
    List<String> tagging =
        all instanceof AuthorizationPrivilege[] privileges
            ? Arrays.stream(privileges)
                .map(AuthorizationPrivilege::getPrivId)
                .filter(id -> id.startsWith("InventoryService.Tagging."))
                .sorted()
                .toList()
            : List.of();
    return tagging.isEmpty() ? "none" : String.join(", ", tagging);
  }

  private static String rest(ProbedServer server) throws RemoteException {
    if (server.web().isEmpty()) {
      return "this server has no web address";
    }
    return "/rest with status %d, /api with status %d"
        .formatted(
            server.web().get().status("/rest/com/vmware/cis/session"),
            server.web().get().status("/api/session"));
  }
}
