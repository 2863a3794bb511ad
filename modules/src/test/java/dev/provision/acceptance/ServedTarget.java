package dev.provision.acceptance;

import dev.provision.modules.VcenterProvider;
import dev.provision.schema.AnswerJudge;
import dev.provision.simulator.serve.ServedLab;
import dev.provision.simulator.serve.Vcenter;
import dev.provision.simulator.storage.DatastoreFile;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.Vim25;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * The simulator as {@code provision simulator serve} has it, over SOAP and TLS: requests are read
 * and answers written by the served end, and each answer has to be one that the schema takes.
 */
final class ServedTarget extends SimulatorTarget {
  private final ServedLab served;
  private final Set<String> problems = new ConcurrentSkipListSet<>();

  ServedTarget(int machines) {
    super(machines);
    try {
      served = ServedLab.of(Files.createTempDirectory("served"), simulator(), this::between);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Vcenter between(Vcenter vcenter) {
    return new Vcenter() {
      @Override
      public Client connect() {
        Client client = vcenter.connect();
        Vim25 metered = book().metered(client.wire());
        return new Client(call -> judged(call, metered.call(call)), client.isLoggedIn());
      }

      @Override
      public FileWires files(Supplier<String> tickets, int keptBytes) {
        return book().metered(vcenter.files(tickets, keptBytes));
      }

      @Override
      public Rest rest(BiPredicate<String, String> admits, Supplier<String> tokens) {
        return book().booked(vcenter.rest(admits, tokens));
      }

      @Override
      public Optional<DatastoreFile> file(URI at) {
        return vcenter.file(at);
      }

      @Override
      public String apiVersion() {
        return vcenter.apiVersion();
      }

      @Override
      public long stateBytes() {
        return vcenter.stateBytes();
      }
    };
  }

  private Object judged(Call call, Object result) {
    try {
      problems.addAll(AnswerJudge.problems(simulator().apiVersion(), call, result));
    } catch (MalformedMessage e) {
      problems.add(e.getMessage());
    }
    return result;
  }

  @Override
  public VcenterProvider provider() {
    return new VcenterProvider();
  }

  @Override
  public String whyNot(Ability ability) {
    return ability == Ability.NETWORK ? null : super.whyNot(ability);
  }

  @Override
  public String host() {
    return served.host();
  }

  @Override
  public int port() {
    return served.port();
  }

  @Override
  public String vcenter() {
    return vcenterWith();
  }

  @Override
  public String vcenterWith(String... other) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("host", served.host());
    settings.put("port", String.valueOf(served.port()));
    settings.put("username", "\"${env.VC_USER}\"");
    settings.put("password", "\"${env.VC_PASSWORD}\"");
    settings.put("ca_file", served.caFile().toString());
    settings.put("datacenter", "DC0");
    settings.put("cluster", "DC0_C0");
    return VcsimTarget.flow(settings, other);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("VC_USER", ServedLab.USER, "VC_PASSWORD", ServedLab.PASSWORD);
  }

  /** What govc prints. It must succeed. */
  String govc(String... arguments) {
    return served.govc(arguments);
  }

  @Override
  public String toString() {
    return "served simulator";
  }

  /** Ends it, and says what a client that keeps to the schema would not have taken. */
  @Override
  public void close() {
    served.close();
    super.close();
    if (!problems.isEmpty()) {
      throw new AssertionError(
          "the schema refuses what was answered:\n" + String.join("\n", problems));
    }
  }
}
