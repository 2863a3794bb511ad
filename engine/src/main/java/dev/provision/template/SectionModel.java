package dev.provision.template;

import dev.provision.diagnostic.DidYouMean;
import dev.provision.syntax.AttributeReference;
import dev.provision.template.Resources.Found;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateSequenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code instances} in an expression; records which attribute of which resource is read. */
final class SectionModel implements TemplateHashModel {
  private final String section;
  private final Resources resources;
  private final Trace trace;
  private final Probe probe;
  private final Values values;

  SectionModel(String section, Resources resources, Trace trace, Probe probe, Values values) {
    this.section = section;
    this.resources = resources;
    this.trace = trace;
    this.probe = probe;
    this.values = values;
  }

  @Override
  public TemplateModel get(String name) throws TemplateModelException {
    Found found = resources.find(section, name);
    if (found instanceof Found.Unknown unknown) {
      throw unknown(name, unknown);
    }
    if (found instanceof Found.One one) {
      return (One) attribute -> read(name, attribute, one.attributes());
    }
    if (found instanceof Found.Group group) {
      return new Many(name, group.members());
    }
    return new Declared(name);
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  private Mistake unknown(String name, Found.Unknown unknown) {
    Optional<String> dashed =
        unknown.known().stream().filter(known -> known.startsWith(name + "-")).findFirst();
    if (dashed.isPresent()) {
      String index = "`" + section + "['" + dashed.get() + "']`";
      return new Mistake(
          "`" + section + "` has no `" + name + "`; a name with a dash is written " + index, name);
    }
    String suggestion = DidYouMean.suffix(name, unknown.known());
    return new Mistake("`" + section + "` has no `" + name + "`" + suggestion, name);
  }

  /** The reference; refuses an attribute that the section does not have. */
  private AttributeReference reference(String name, String attribute) throws Mistake {
    Set<String> known = resources.attributes(section);
    if (known.isEmpty() || known.contains(attribute)) {
      return AttributeReference.of(section, name, attribute);
    }
    String suggestion = DidYouMean.suffix(attribute, known);
    throw new Mistake(
        "`" + section + "." + name + "` has no attribute `" + attribute + "`" + suggestion,
        attribute);
  }

  private TemplateModel read(String name, String attribute, Map<String, Object> attributes)
      throws TemplateModelException {
    AttributeReference reference = reference(name, attribute);
    if (attributes.containsKey(attribute)) {
      trace.read(reference);
      return values.wrap(attributes.get(attribute));
    }
    return pretend(reference);
  }

  private TemplateModel pretend(AttributeReference reference) {
    trace.awaits(reference);
    return probe.present() ? new Anything(probe) : null;
  }

  /** A resource in an expression. */
  interface One extends TemplateHashModel {
    @Override
    default boolean isEmpty() {
      return false;
    }
  }

  /** A group whose members have attributes: it is a list, and so is each of its attributes. */
  private final class Many implements One, TemplateSequenceModel {
    private final String name;
    private final List<Found.One> members;

    Many(String name, List<Found.One> members) {
      this.name = name;
      this.members = members;
    }

    @Override
    public TemplateModel get(String attribute) throws TemplateModelException {
      AttributeReference reference = reference(name, attribute);
      List<Object> all = new ArrayList<>();
      for (Found.One member : members) {
        if (!member.attributes().containsKey(attribute)) {
          return pretend(reference);
        }
        all.add(member.attributes().get(attribute));
      }
      trace.read(reference);
      return values.wrap(all);
    }

    @Override
    public TemplateModel get(int index) {
      return index >= 0 && index < members.size()
          ? (One) attribute -> read(name, attribute, members.get(index).attributes())
          : null;
    }

    @Override
    public int size() {
      return members.size();
    }
  }

  /** Not known yet whether it is a resource or a group, so it can be used as both. */
  private final class Declared implements One, TemplateSequenceModel {
    private final String name;

    Declared(String name) {
      this.name = name;
    }

    @Override
    public TemplateModel get(String attribute) throws TemplateModelException {
      return pretend(reference(name, attribute));
    }

    @Override
    public TemplateModel get(int index) {
      awaitItself();
      return this;
    }

    @Override
    public int size() {
      awaitItself();
      return probe.size();
    }

    private void awaitItself() {
      trace.awaits(new AttributeReference(section, name, Optional.empty()));
    }
  }
}
