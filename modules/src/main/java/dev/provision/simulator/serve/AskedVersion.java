package dev.provision.simulator.serve;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.InvalidProperty;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.PropertyChange;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertyFilterUpdate;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.SelectionSpec;
import com.vmware.vim25.TraversalSpec;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.ws.Argument;
import dev.provision.schema.VersionView;
import dev.provision.vsphere.soap.AnswerWriter;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.Vocabulary;
import dev.provision.vsphere.soap.WireTypes;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One version of the API, for the clients that ask for it: an answer holds what this version has,
 * and a property that came later is refused. Safe for many threads.
 */
final class AskedVersion {
  private final VersionView view;
  private final AnswerWriter writer;

  /** By {@code VirtualMachine config}: the answer to "all properties" is long. */
  private final Map<String, Boolean> properties = new ConcurrentHashMap<>();

  AskedVersion(VersionView view, WireTypes types) {
    this.view = view;
    this.writer = new AnswerWriter(types, vocabulary(view));
  }

  private static Vocabulary vocabulary(VersionView view) {
    return new Vocabulary() {
      @Override
      public String type(String name) {
        return view.type(name);
      }

      @Override
      public boolean hasField(String type, String field) {
        return view.hasField(type, field);
      }

      @Override
      public boolean hasValue(String enumeration, String value) {
        return view.hasValue(enumeration, value);
      }
    };
  }

  byte[] result(String namespace, Call call, Object result) throws MalformedMessage {
    return writer.result(namespace, call.method(), call.returnType(), known(result));
  }

  byte[] fault(String code, String text, MethodFault detail) throws MalformedMessage {
    return writer.fault(code, text, detail);
  }

  /**
   * @throws VimFault InvalidProperty where the call reads a property that came later
   */
  void refuseLaterProperties(Call call) throws VimFault {
    for (Argument each : call.arguments()) {
      if (each.getValue() instanceof PropertyFilterSpec one) {
        filter(one);
      } else if (each.getValue() instanceof PropertyFilterSpec[] many) {
        for (PropertyFilterSpec one : many) {
          filter(one);
        }
      } else if (call.method().equals(OtherCalls.FETCH) && each.getName().equals("prop")) {
        read(call.self().type, String.valueOf(each.getValue()));
      }
    }
  }

  private void filter(PropertyFilterSpec spec) throws VimFault {
    for (PropertySpec each : spec.propSet == null ? new PropertySpec[0] : spec.propSet) {
      for (String path : each.pathSet == null ? new String[0] : each.pathSet) {
        read(each.type, path);
      }
    }
    for (ObjectSpec each : spec.objectSet == null ? new ObjectSpec[0] : spec.objectSet) {
      follow(each.selectSet);
    }
  }

  private void follow(SelectionSpec[] selections) throws VimFault {
    for (SelectionSpec each : selections == null ? new SelectionSpec[0] : selections) {
      if (each instanceof TraversalSpec traversal) {
        read(traversal.type, traversal.path);
        follow(traversal.selectSet);
      }
    }
  }

  private void read(String type, String path) throws VimFault {
    if (!view.hasProperty(type, path)) {
      InvalidProperty fault = new InvalidProperty();
      fault.name = path;
      throw new VimFault(
          fault, "API " + view.version().version() + " has no property `" + path + "`");
    }
  }

  /** Without properties that came later, which "all properties" finds. */
  private Object known(Object result) {
    if (result instanceof ObjectContent[] objects) {
      return contents(objects);
    }
    if (result instanceof RetrieveResult page) {
      RetrieveResult known = new RetrieveResult();
      known.token = page.token;
      known.objects = contents(page.objects);
      return known;
    }
    return result instanceof UpdateSet news ? updates(news) : result;
  }

  private ObjectContent[] contents(ObjectContent[] objects) {
    ObjectContent[] all = new ObjectContent[objects.length];
    for (int i = 0; i < all.length; i++) {
      ObjectContent known = new ObjectContent();
      known.obj = objects[i].obj;
      known.missingSet = objects[i].missingSet;
      if (objects[i].propSet != null) {
        known.propSet =
            Arrays.stream(objects[i].propSet)
                .filter(each -> has(known.obj.type, each.name))
                .toArray(DynamicProperty[]::new);
      }
      all[i] = known;
    }
    return all;
  }

  private UpdateSet updates(UpdateSet news) {
    UpdateSet known = new UpdateSet();
    known.version = news.version;
    known.truncated = news.truncated;
    known.filterSet =
        Arrays.stream(news.filterSet == null ? new PropertyFilterUpdate[0] : news.filterSet)
            .map(this::update)
            .toArray(PropertyFilterUpdate[]::new);
    return known;
  }

  private PropertyFilterUpdate update(PropertyFilterUpdate update) {
    PropertyFilterUpdate known = new PropertyFilterUpdate();
    known.filter = update.filter;
    known.missingSet = update.missingSet;
    known.objectSet =
        Arrays.stream(update.objectSet == null ? new ObjectUpdate[0] : update.objectSet)
            .map(this::update)
            .toArray(ObjectUpdate[]::new);
    return known;
  }

  private ObjectUpdate update(ObjectUpdate update) {
    ObjectUpdate known = new ObjectUpdate();
    known.kind = update.kind;
    known.obj = update.obj;
    known.missingSet = update.missingSet;
    if (update.changeSet != null) {
      known.changeSet =
          Arrays.stream(update.changeSet)
              .filter(each -> has(known.obj.type, each.name))
              .toArray(PropertyChange[]::new);
    }
    return known;
  }

  /** A path with fields in it was asked for by itself, and refused if it came later. */
  private boolean has(String type, String path) {
    boolean isWhole = path.indexOf('.') < 0 && path.indexOf('[') < 0;
    return !isWhole
        || properties.computeIfAbsent(type + " " + path, key -> view.hasProperty(type, path));
  }
}
