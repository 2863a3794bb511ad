package dev.provision.simulator.serve;

import dev.provision.schema.ApiTable;
import dev.provision.schema.ServiceVersion;
import dev.provision.schema.Since;
import dev.provision.schema.VersionView;
import dev.provision.vsphere.soap.WireTypes;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The versions that clients ask for. There are no more than the schema has steps: what lies between
 * two of them is the lower one. Safe for many threads.
 */
final class AskedVersions {
  static final String VIM = "urn:vim25";
  private static final String PBM = "urn:pbm";

  private final ApiVersion own;
  private final WireTypes types;
  private final Map<ServiceVersion, AskedVersion> known = new ConcurrentHashMap<>();
  private final Map<String, List<Since>> steps;

  /**
   * @param own what the server announces
   */
  AskedVersions(ApiVersion own, WireTypes types) {
    this.own = own;
    this.types = types;
    this.steps = Map.of(VIM, ApiTable.get().versions(VIM), PBM, ApiTable.get().versions(PBM));
  }

  /**
   * The version that a request is read and answered by: its own, and the server's where it says
   * none or a newer one (govmomi {@code session/login}: only a login by token is refused then).
   */
  ApiVersion of(Optional<ApiVersion> asked) {
    return asked.filter(each -> each.compareTo(own) < 0).orElse(own);
  }

  /**
   * @param namespace of a request, which may be anything: what is no service's counts as vim25
   */
  AskedVersion find(String namespace, ApiVersion version) {
    Since asked = new Since(version.text());
    String service = steps.containsKey(namespace) ? namespace : VIM;
    List<Since> all = steps.get(service);
    Since step =
        all.stream()
            .filter(each -> !each.isNewerThan(asked))
            .findFirst()
            .orElseGet(() -> all.get(all.size() - 1));
    return known.computeIfAbsent(
        new ServiceVersion(service, step),
        each -> new AskedVersion(new VersionView(ApiTable.get(), each), types));
  }
}
