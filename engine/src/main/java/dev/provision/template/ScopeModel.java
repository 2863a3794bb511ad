package dev.provision.template;

import dev.provision.syntax.Node;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.util.List;
import java.util.Optional;

/** All names that one evaluation can read; every read is recorded in its trace. */
final class ScopeModel implements TemplateHashModel {
  private final Variables variables;
  private final Trace trace;
  private final Probe probe;
  private final Values values;

  ScopeModel(Variables variables, Trace trace, Probe probe) {
    this.variables = variables;
    this.trace = trace;
    this.probe = probe;
    this.values = new Values(trace, variables.resources(), probe);
  }

  Values values() {
    return values;
  }

  @Override
  public TemplateModel get(String name) throws TemplateModelException {
    Supervisor.check();
    if (name.equals("env")) {
      return new EnvironmentModel();
    }
    if (name.equals("slug")) {
      return (TemplateMethodModelEx) ScopeModel::slug;
    }
    if (variables.resources().sections().contains(name)) {
      return new SectionModel(name, variables.resources(), trace, probe, values);
    }
    if (variables.has(name)) {
      trace.read(variables.provenance(name));
      TemplateModel model = values.wrap(variables.get(name).orElse(null));
      if (model == null) {
        trace.readNull(name);
      }
      return model;
    }
    Optional<Node> later = variables.later(name);
    if (later.isPresent()) {
      trace.read(variables.provenance(name));
      return values.wrap(later.get());
    }
    trace.missVariable(name);
    return null;
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  private static Object slug(List<?> arguments) throws TemplateModelException {
    Object only = arguments.size() == 1 ? arguments.get(0) : null;
    String text;
    if (only instanceof TemplateNumberModel number) {
      text = Values.textOf(number);
    } else if (only instanceof TemplateScalarModel scalar) {
      text = scalar.getAsString();
    } else {
      throw new Mistake("`slug` takes one text", "slug");
    }
    return new SimpleScalar(
        Slug.of(text)
            .orElseThrow(
                () -> new Mistake("`slug` needs a text with a letter or a digit", "slug")));
  }

  /** {@code env} in an expression. */
  private final class EnvironmentModel implements TemplateHashModel {
    @Override
    public TemplateModel get(String name) {
      String value = variables.environment().get(name);
      if (value == null) {
        trace.missEnvironment(name);
        return null;
      }
      trace.read(Variables.provenanceOfEnvironment(name));
      return new SimpleScalar(value);
    }

    @Override
    public boolean isEmpty() {
      return false;
    }
  }
}
