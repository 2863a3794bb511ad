package dev.provision.declare;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Allocation;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Kind;
import dev.provision.spi.KindInfo;
import dev.provision.spi.Problem;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import dev.provision.spi.ValueKind;
import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.OneOf;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Secret;
import dev.provision.spi.schema.Shorthand;
import dev.provision.spi.schema.Value;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.Referring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider with kinds of the shapes that real ones have, which cannot do anything. */
public final class TestProvider implements Provider<TestProvider.Connection, Object, Object> {
  @Doc("Where it is.")
  public record Connection(
      Optional<String> host,
      @Default("443") int port,
      Optional<String> username,
      Optional<Secret> password,
      List<String> clusters,
      @Default("false") boolean insecure,
      @Default("10 s") @Bare("s") Duration connectTimeout) {}

  @Doc("A size.")
  public record Flavor(
      @Doc("Number of virtual CPUs.") int vcpus,
      @Doc("Memory; a bare number is in MiB.") @Bare("MiB") DataSize ram,
      @Bare("GiB") Optional<DataSize> disk,
      Map<String, String> extraSpecs) {
    public Flavor {
      if (vcpus < 1) {
        throw new IllegalArgumentException("`vcpus` must be 1 at least");
      }
    }
  }

  @OneOf({"template", "source"})
  public record Image(
      Optional<String> template,
      Optional<String> source,
      Optional<String> sha256,
      Map<String, String> properties) {}

  public record Network(@Shorthand Optional<String> portGroup, Optional<Integer> vlan) {}

  public record Folder(List<String> notes) {}

  public record Nic(
      @Shorthand @Refers("networks") Ref network,
      Optional<String> fixedIp,
      List<String> dns,
      @Default("vmxnet3") Model model) {}

  public enum Model {
    VMXNET3,
    E1000
  }

  public enum Power {
    ON,
    OFF,
    SUSPENDED
  }

  public enum Until {
    NONE,
    TOOLS,
    IP
  }

  public record WaitFor(
      @Shorthand Optional<Until> until,
      Optional<String> ip,
      @Bare("s") Optional<Duration> timeout) {}

  public record Instance(
      @Refers("images") Ref image,
      @Refers("flavors") Ref flavor,
      Map<String, Nic> networks,
      Optional<Value<Content>> userData,
      Map<String, String> metadata,
      Optional<Value<String>> annotation,
      @Refers("folders") Optional<Ref> folder,
      @Refers("server_groups") Optional<Ref> serverGroup,
      @Default("on") Power power,
      @Default("none") WaitFor waitFor) {}

  public record ServerGroup(
      @Default("anti-affinity") Policy policy,
      @Refers(value = "instances", order = Reference.Order.MEMBER_OF) List<Ref> members) {}

  public enum Policy {
    AFFINITY,
    ANTI_AFFINITY
  }

  private static final class Flavors implements ValueKind<Flavor, Object, Object> {
    @Override
    public KindInfo info() {
      return TestKind.info("flavors", "flavor");
    }

    @Override
    public Class<Flavor> spec() {
      return Flavor.class;
    }

    @Override
    public Object exported(Declaration<Flavor> declaration) {
      return declaration.spec();
    }
  }

  private static final class Networks extends TestKind<Network>
      implements Implied<Network, Object, Object, Object, Object> {
    Networks() {
      super("networks", "network", Network.class, "path");
    }

    @Override
    public Optional<Network> implied(String name, EnvironmentId environment, Span span) {
      return Optional.of(new Network(Optional.of(name), Optional.empty()));
    }
  }

  private static final class Folders extends TestKind<Folder>
      implements Implied<Folder, Object, Object, Object, Object> {
    Folders() {
      super("folders", "folder", Folder.class, "path");
    }

    @Override
    public Optional<Folder> implied(String name, EnvironmentId environment, Span span) {
      return name.equals(environment.name())
          ? Optional.of(new Folder(List.of()))
          : Optional.empty();
    }
  }

  private static final class Instances extends TestKind<Instance>
      implements Referring<Instance, Object, Object, Object, Object> {
    Instances() {
      super("instances", "instance", Instance.class, "ip", "path");
    }

    @Override
    public List<Reference> references(Declaration<Instance> declaration, EnvironmentId env) {
      return declaration.spec().folder().isPresent()
          ? List.of()
          : List.of(
              new Reference("folders", env.name(), Reference.Order.USES, "", declaration.span()));
    }

    @Override
    public List<Problem> validate(Declaration<Instance> declaration) {
      return declaration.spec().networks().size() > 10
          ? List.of(new Problem("networks", "a VM has at most 10 NICs"))
          : List.of();
    }
  }

  @Override
  public String section() {
    return "vcenter";
  }

  @Override
  public Class<Connection> connection() {
    return Connection.class;
  }

  @Override
  public List<Kind<?, Object, Object>> kinds() {
    return List.of(
        new Flavors(),
        new TestKind<>("images", "image", Image.class, "path"),
        new Networks(),
        new Folders(),
        new TestKind<>("server_groups", "server_group", ServerGroup.class, "path"),
        new Instances());
  }

  @Override
  public ReadSession<Object> openReadOnly(Declaration<Connection> connection, RunContext run) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Session<Object, Object> open(Declaration<Connection> connection, RunContext run) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Allocation allocate(
      EnvironmentId environment,
      List<Demand> demands,
      Declaration<Connection> connection,
      Object read) {
    throw new UnsupportedOperationException();
  }
}
