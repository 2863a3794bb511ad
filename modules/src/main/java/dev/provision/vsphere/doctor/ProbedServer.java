package dev.provision.vsphere.doctor;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.Connection;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.wire.Endpoint;
import dev.provision.vsphere.wire.HttpLink;
import dev.provision.vsphere.wire.TlsContext;
import dev.provision.vsphere.wire.TransportFailure;
import java.net.http.HttpRequest;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The server that a probe asks, over a wire that refuses every write and leaves the paths in
 * answers as the server wrote them. Confined to one thread.
 */
final class ProbedServer {
  private static final int PAGE = 200;

  /** Waits for a task that only reads. */
  interface Waiting {
    TaskInfo end(ManagedObjectReference task) throws ModuleException, InterruptedException;
  }

  /** Gets a path of the web server without a session and returns the HTTP status. */
  interface Web {
    int status(String path) throws TransportFailure;
  }

  private final VimStub api;
  private final ServiceContent content;
  private final Waiting waiting;
  private final Optional<Web> web;

  /**
   * @param web empty for a simulator in this process
   */
  ProbedServer(VimStub api, ServiceContent content, Waiting waiting, Optional<Web> web) {
    this.api = api;
    this.content = content;
    this.waiting = waiting;
    this.web = web;
  }

  /** The web server behind this connection; empty for a simulator, which has none. */
  static Optional<Web> web(VcenterSpec spec) {
    return spec.simulator().isPresent()
        ? Optional.empty()
        : Optional.of(
            path -> {
              Endpoint endpoint = new Endpoint(spec.effectiveHost().orElseThrow(), spec.port());
              return new HttpLink(
                      endpoint, TlsContext.of(Connection.tls(spec)), spec.connectTimeout())
                  .send(
                      HttpRequest.newBuilder(endpoint.uri(path)).GET().build(),
                      1 << 20,
                      Duration.ofSeconds(30))
                  .statusCode();
            });
  }

  VimStub api() {
    return api;
  }

  ServiceContent content() {
    return content;
  }

  Optional<Web> web() {
    return web;
  }

  TaskInfo end(ManagedObjectReference task) throws ModuleException, InterruptedException {
    return waiting.end(task);
  }

  /** These properties of every object of a type, by path; properties without a value are absent. */
  List<Map<String, Object>> all(String type, String... paths) throws RemoteException {
    ManagedObjectReference view =
        api.createContainerView(
            content.getViewManager(), content.getRootFolder(), new String[] {type}, true);
    try {
      List<Map<String, Object>> all = new ArrayList<>();
      for (ObjectContent each :
          new Retrieval(api, content.getPropertyCollector(), PAGE)
              .all(
                  ReadSpecs.filter(
                      List.of(ReadSpecs.behind(view, "ContainerView", "view")),
                      List.of(ReadSpecs.properties(type, List.of(paths)))))) {
        all.add(properties(each));
      }
      return all;
    } finally {
      api.destroyView(view);
    }
  }

  /** These properties of one object. */
  Map<String, Object> of(ManagedObjectReference object, String... paths) throws RemoteException {
    List<ObjectContent> found =
        new Retrieval(api, content.getPropertyCollector(), PAGE)
            .all(
                ReadSpecs.filter(
                    List.of(ReadSpecs.object(object)),
                    List.of(ReadSpecs.properties(object.getType(), List.of(paths)))));
    return found.isEmpty() ? Map.of() : properties(found.get(0));
  }

  private static Map<String, Object> properties(ObjectContent content) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("self", content.getObj());
    if (content.getPropSet() != null) {
      for (DynamicProperty each : content.getPropSet()) {
        properties.put(each.getName(), each.getVal());
      }
    }
    return properties;
  }
}
