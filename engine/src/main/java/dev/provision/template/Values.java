package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleHash;
import freemarker.template.SimpleScalar;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows our values to expressions as texts, numbers, booleans, lists, maps or nothing. Refuses a
 * value of any other class, so that no Java object can be reached.
 */
final class Values implements ObjectWrapper {
  /** A number that remembers how it was written. */
  record WrittenNumber(String text, BigDecimal value) implements TemplateNumberModel {
    @Override
    public Number getAsNumber() {
      return value;
    }
  }

  private final Trace trace;
  private final Resources resources;
  private final Probe probe;

  Values(Trace trace, Resources resources, Probe probe) {
    this.trace = trace;
    this.resources = resources;
    this.probe = probe;
  }

  @Override
  public TemplateModel wrap(Object value) throws TemplateModelException {
    if (value == null) {
      return null;
    }
    if (value instanceof TemplateModel model) {
      return model;
    }
    if (value instanceof Node node) {
      return wrapNode(node);
    }
    if (value instanceof String text) {
      return new SimpleScalar(text);
    }
    if (value instanceof Boolean truth) {
      return truth ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
    }
    if (value instanceof BigDecimal
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Double) {
      BigDecimal number = new BigDecimal(value.toString());
      return new WrittenNumber(number.toPlainString(), number);
    }
    if (value instanceof List<?> list) {
      return new SimpleSequence(list, this);
    }
    if (value instanceof Map<?, ?> map) {
      return new SimpleHash(new LinkedHashMap<>(map), this);
    }
    throw new TemplateModelException("an expression cannot read a " + value.getClass().getName());
  }

  private TemplateModel wrapNode(Node node) throws TemplateModelException {
    if (node instanceof Scalar scalar) {
      trace.read(scalar.provenance());
      return scalar.isNull() ? null : typed(scalar);
    }
    if (node instanceof Sequence list) {
      return new SimpleSequence(list.items(), this);
    }
    if (node instanceof Mapping mapping) {
      Map<String, Node> map = new LinkedHashMap<>();
      mapping.entries().forEach(entry -> map.put(entry.name(), entry.value()));
      return new SimpleHash(map, this);
    }
    if (node instanceof Resolvable pending) {
      return wrapPending(pending);
    }
    throw new AssertionError(node);
  }

  /** Makes an expression wait that reads a variable which waits for a resource. */
  private TemplateModel wrapPending(Resolvable pending) throws TemplateModelException {
    trace.read(pending.provenance());
    if (!pending.waitsWith(resources)) {
      Checked<Node> now = pending.resolve(resources);
      if (now.value().isPresent() && !(now.get() instanceof Resolvable)) {
        pending.references().forEach(trace::read);
        return wrapNode(now.get());
      }
    }
    pending.references().forEach(trace::awaits);
    return probe.present() ? new Anything(probe) : null;
  }

  private static TemplateModel typed(Scalar scalar) {
    String text = scalar.text();
    if (Variables.isBoolean(scalar)) {
      return text.equals("true") ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
    }
    return Variables.isNumber(scalar)
        ? new WrittenNumber(text, new BigDecimal(text))
        : new SimpleScalar(text);
  }

  static String textOf(TemplateNumberModel number) throws TemplateModelException {
    if (number instanceof WrittenNumber written) {
      return written.text();
    }
    Number value = number.getAsNumber();
    boolean finite = Double.isFinite(value.doubleValue()) || value instanceof BigDecimal;
    if (!finite) {
      return value.toString();
    }
    BigDecimal plain = new BigDecimal(value.toString());
    return plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString();
  }
}
