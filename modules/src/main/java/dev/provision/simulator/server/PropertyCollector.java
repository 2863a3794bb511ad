package dev.provision.simulator.server;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.InvalidCollectorVersion;
import com.vmware.vim25.MissingProperty;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.RequestCanceled;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.WaitOptions;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.PropertyPath;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code PropertyCollector} and {@code PropertyFilter}: all reading, and waiting for changes. */
public final class PropertyCollector implements ManagedType {
  private final World world;
  private final SessionManager sessions;
  private final Authorization authorization;

  /** By session and id: every session has a collector of its own of the one that all know. */
  private final Map<String, Collector> collectors = new HashMap<>();

  private final Map<String, Collector> byFilter = new HashMap<>();

  public PropertyCollector(World world, SessionManager sessions, Authorization authorization) {
    this.world = world;
    this.authorization = authorization;
    this.sessions = sessions;
    sessions.onEnd(this::forget);
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema("PropertyCollector: filter", "PropertyFilter: partialUpdates spec")
        .passing("PropertyFilter")
        .service(
            "PropertyCollector",
            "propertyCollector",
            (content, ref) -> content.propertyCollector = ref)
        .on("PropertyCollector", "RetrieveProperties", "", this::retrieveProperties)
        .on("PropertyCollector", "RetrievePropertiesEx", "", this::retrievePropertiesEx)
        .on("PropertyCollector", "ContinueRetrievePropertiesEx", "", this::continueRetrieve)
        .on("PropertyCollector", "CancelRetrievePropertiesEx", "", this::cancelRetrieve)
        .on("PropertyCollector", "CreatePropertyCollector", "", this::createCollector)
        .on("PropertyCollector", "DestroyPropertyCollector", "", this::destroyCollector)
        .on("PropertyCollector", "CreateFilter", "", this::createFilter)
        .on("PropertyFilter", "DestroyPropertyFilter", "", this::destroyFilter)
        .on("PropertyCollector", "WaitForUpdatesEx", "", this::waitForUpdatesEx)
        .on("PropertyCollector", "CheckForUpdates", "", this::checkForUpdates)
        .on("PropertyCollector", "CancelWaitForUpdates", "", this::cancelWait);
  }

  private Collector collector(Invocation in) {
    String key = in.session().key() + " " + in.self().id();
    return collectors.computeIfAbsent(key, k -> new Collector());
  }

  private void forget(Session session) {
    collectors.keySet().removeIf(key -> key.startsWith(session.key() + " "));
    byFilter.keySet().removeIf(filter -> world.get(filter).isEmpty());
  }

  private Object retrieveProperties(Invocation in) throws VimFault {
    List<ObjectContent> all = new ArrayList<>();
    for (Map.Entry<Managed, List<PropertyPath>> each : selected(in)) {
      all.add(content(in, each));
    }
    return all.isEmpty() ? null : all.toArray(new ObjectContent[0]);
  }

  private Object retrievePropertiesEx(Invocation in) throws VimFault {
    Integer most = in.maybe("options", RetrieveOptions.class).map(o -> o.maxObjects).orElse(null);
    if (most != null && most <= 0) {
      throw Refuse.argument("options.maxObjects", "it has to be more than 0");
    }
    return page(in, new Collector.Rest(selected(in), most == null ? Integer.MAX_VALUE : most));
  }

  private Object continueRetrieve(Invocation in) throws VimFault {
    return page(in, collector(in).page(in.text("token")));
  }

  private Object cancelRetrieve(Invocation in) throws VimFault {
    collector(in).forgetPage(in.text("token"));
    return null;
  }

  private List<Map.Entry<Managed, List<PropertyPath>>> selected(Invocation in) throws VimFault {
    Map<Managed, List<PropertyPath>> all = new LinkedHashMap<>();
    for (PropertyFilterSpec spec : in.need("specSet", PropertyFilterSpec[].class)) {
      Selection.of(world, spec).forEach(all::putIfAbsent);
    }
    return List.copyOf(all.entrySet());
  }

  private RetrieveResult page(Invocation in, Collector.Rest rest) throws VimFault {
    List<ObjectContent> contents = new ArrayList<>();
    int at = 0;
    while (at < rest.objects().size() && contents.size() < rest.page()) {
      Map.Entry<Managed, List<PropertyPath>> each = rest.objects().get(at++);
      if (world.get(each.getKey().ref()).isPresent()) {
        contents.add(content(in, each));
      }
    }
    if (contents.isEmpty()) {
      return null;
    }
    RetrieveResult result = new RetrieveResult();
    result.objects = contents.toArray(new ObjectContent[0]);
    if (at < rest.objects().size()) {
      List<Map.Entry<Managed, List<PropertyPath>>> left =
          rest.objects().subList(at, rest.objects().size());
      result.token =
          collector(in).keep("page-" + world.nextId(), new Collector.Rest(left, rest.page()));
    }
    return result;
  }

  private ObjectContent content(Invocation in, Map.Entry<Managed, List<PropertyPath>> each)
      throws VimFault {
    Managed object = each.getKey();
    boolean readable = authorization.may(in.session(), object, "System.Read");
    List<DynamicProperty> properties = new ArrayList<>();
    List<MissingProperty> missing = new ArrayList<>();
    for (PropertyPath path : each.getValue()) {
      if (!readable) {
        MissingProperty one = new MissingProperty();
        one.path = path.text();
        one.fault = Refuse.localized(Refuse.permission(object.ref(), "System.Read"));
        missing.add(one);
        continue;
      }
      Object value = path.read(world, object);
      if (value != null) {
        DynamicProperty property = new DynamicProperty();
        property.name = path.text();
        property.val = Values.copy(value);
        properties.add(property);
      }
    }
    ObjectContent content = new ObjectContent();
    content.obj = object.ref();
    content.propSet = properties.isEmpty() ? null : properties.toArray(new DynamicProperty[0]);
    content.missingSet = missing.isEmpty() ? null : missing.toArray(new MissingProperty[0]);
    return content;
  }

  private Object createCollector(Invocation in) {
    Managed made = world.add("PropertyCollector", "session[" + in.session().key() + "]");
    in.session().owned().add(made.ref());
    return made.ref();
  }

  private Object destroyCollector(Invocation in) throws VimFault {
    if (!in.session().owned().remove(in.self().ref())) {
      throw Refuse.notSupported("it is the collector of the session");
    }
    for (Filter filter : collector(in).filters()) {
      drop(in, filter.self());
    }
    collectors.remove(in.session().key() + " " + in.self().id());
    world.remove(in.self());
    return null;
  }

  private Object createFilter(Invocation in) throws VimFault {
    PropertyFilterSpec spec = in.need("spec", PropertyFilterSpec.class);
    Selection.of(world, spec);
    Managed made = world.add("PropertyFilter", "filter-");
    world.set(made, "spec", spec);
    in.session().owned().add(made.ref());
    Collector collector = collector(in);
    collector.add(new Filter(made, spec));
    byFilter.put(made.id(), collector);
    return made.ref();
  }

  private Object destroyFilter(Invocation in) {
    drop(in, in.self());
    return null;
  }

  private void drop(Invocation in, Managed filter) {
    Collector of = byFilter.remove(filter.id());
    if (of != null) {
      of.remove(filter.id());
    }
    in.session().owned().remove(filter.ref());
    world.remove(filter);
  }

  private Object checkForUpdates(Invocation in) throws VimFault, InterruptedException {
    return updates(in, 0, Integer.MAX_VALUE);
  }

  private Object waitForUpdatesEx(Invocation in) throws VimFault, InterruptedException {
    WaitOptions options = in.maybe("options", WaitOptions.class).orElseGet(WaitOptions::new);
    long seconds = options.maxWaitSeconds == null ? 1_000_000 : options.maxWaitSeconds;
    int most = options.maxObjectUpdates == null ? Integer.MAX_VALUE : options.maxObjectUpdates;
    return updates(in, seconds * 1000, most);
  }

  private UpdateSet updates(Invocation in, long waitMillis, int most)
      throws VimFault, InterruptedException {
    Collector collector = collector(in);
    String version = in.maybe("version", String.class).orElse("");
    if (version.isEmpty()) {
      collector.restart();
    } else if (collector.again(version) != null) {
      return Values.copy(collector.again(version));
    } else if (!collector.isCurrent(version)) {
      throw Refuse.with(new InvalidCollectorVersion(), "version `" + version + "` is not known");
    }
    long until = world.now() + waitMillis;
    long cancels = collector.cancels();
    while (true) {
      UpdateSet news = collector.next(world, most);
      if (news != null || world.now() >= until) {
        return Values.copy(news);
      }
      world.await(until);
      sessions.demand(in.session());
      if (world.get(in.self().ref()).isEmpty()) {
        throw Refuse.notFound(in.self().ref());
      }
      if (collector.cancels() != cancels) {
        throw Refuse.with(new RequestCanceled(), "The request was canceled by a user.");
      }
    }
  }

  private Object cancelWait(Invocation in) {
    collector(in).cancel();
    world.signal();
    return null;
  }
}
