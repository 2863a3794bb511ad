package dev.provision.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.ws.Argument;
import dev.provision.schema.ApiType.Field;
import dev.provision.schema.ApiType.ManagedObject;
import dev.provision.simulator.LabFile;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.serve.RichLab;
import dev.provision.simulator.world.SimTime;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.StubClient;
import dev.provision.vsphere.wire.Vim25;
import dev.provision.vsphere.wire.VimFault;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every property that the API has of every object that a lab's vCenter leads to. */
class EveryPropertyTest {
  @TempDir Path folder;

  private final Deque<ManagedObjectReference> waiting = new ArrayDeque<>();
  private final List<String> problems = new ArrayList<>();

  /** None is refused, none that is required is missing, and each is of its type. */
  @ParameterizedTest
  @ValueSource(strings = {"6.5", "7.0.3", "8.0.2", "9.1"})
  void isAnsweredAsTheSchemaHasIt(String version) throws Exception {
    Path file = folder.resolve("lab.yml");
    Files.writeString(file, "version: " + version + "\n" + RichLab.TEXT);
    Simulator simulator =
        Simulator.of(LabFile.read(file, "lab.yml").get(), SimTime.wall(Clock.systemUTC()));
    Vim25 wire = simulator.connect();
    StubClient.stub(wire).login(simulator.content().getSessionManager(), "a", "b", null);
    Since announced = new Since(simulator.apiVersion());

    waiting.add(reference("ServiceInstance", "ServiceInstance"));
    Set<String> seen = new HashSet<>();
    while (!waiting.isEmpty()) {
      ManagedObjectReference object = waiting.poll();
      if (seen.add(object.getVal())) {
        for (Field property : properties(object.getType())) {
          if (!property.since().isNewerThan(announced)) {
            read(wire, object, property, announced);
          }
        }
      }
    }

    assertThat(problems).isEmpty();
    assertThat(seen).hasSizeGreaterThan(50);
  }

  private static List<Field> properties(String type) {
    List<Field> all = new ArrayList<>();
    for (String at = type; !at.isEmpty(); ) {
      ManagedObject managed = ApiTable.get().type(at, ManagedObject.class).orElseThrow();
      all.addAll(managed.properties().values());
      at = managed.base();
    }
    return all;
  }

  private void read(Vim25 wire, ManagedObjectReference object, Field property, Since announced)
      throws Exception {
    String name = object.getType() + "." + property.name();
    Call call = retrieve(object, property.name());
    ObjectContent[] found;
    try {
      found = (ObjectContent[]) wire.call(call);
    } catch (VimFault e) {
      problems.add(name + ": " + e.getMessage());
      return;
    }
    problems.addAll(AnswerJudge.problems(announced.toString(), call, found));
    if (found[0].getPropSet() == null) {
      if (!property.holds().optional()) {
        problems.add(name + " is required and not there");
      }
      return;
    }
    Object value = found[0].getPropSet()[0].getVal();
    if (value.getClass().isArray() != property.holds().many()) {
      problems.add(name + " is " + value.getClass().getSimpleName());
    }
    follow(value);
  }

  private static Call retrieve(ManagedObjectReference object, String property) {
    PropertySpec of = new PropertySpec();
    of.setType(object.getType());
    of.setPathSet(new String[] {property});
    ObjectSpec one = new ObjectSpec();
    one.setObj(object);
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setPropSet(new PropertySpec[] {of});
    filter.setObjectSet(new ObjectSpec[] {one});
    return new Call(
        "RetrieveProperties",
        List.of(
            new Argument(
                "_this",
                "ManagedObjectReference",
                reference("PropertyCollector", "propertyCollector")),
            new Argument("specSet", "PropertyFilterSpec[]", new PropertyFilterSpec[] {filter})),
        "ObjectContent[]");
  }

  private static ManagedObjectReference reference(String type, String id) {
    ManagedObjectReference reference = new ManagedObjectReference();
    reference.setType(type);
    reference.setVal(id);
    return reference;
  }

  /** What a value refers to is looked at too. */
  private void follow(Object value) throws IllegalAccessException {
    if (value instanceof ManagedObjectReference reference) {
      waiting.add(reference);
    } else if (value != null && value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        follow(Array.get(value, i));
      }
    } else if (value != null
        && !value.getClass().isEnum()
        && !value.getClass().getName().startsWith("java.")) {
      for (java.lang.reflect.Field each : value.getClass().getFields()) {
        if (!Modifier.isStatic(each.getModifiers())) {
          follow(each.get(value));
        }
      }
    }
  }
}
