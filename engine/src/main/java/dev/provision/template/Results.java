package dev.provision.template;

import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.util.ArrayList;
import java.util.List;

/** Converts the value of an expression back to a node for the rest of the pipeline. */
final class Results {
  private static final int MOST = 100_000;
  private static final int DEEPEST = 64;

  private final Span span;
  private final Provenance provenance;
  private final TextVolume volume;
  private int count;
  private int length;

  Results(Span span, Provenance provenance, TextVolume volume) {
    this.volume = volume;
    this.span = span;
    this.provenance = provenance;
  }

  /** Keeps the type of the value. */
  Node node(TemplateModel model) throws Mistake, TemplateModelException {
    return node(model, 1);
  }

  private Node node(TemplateModel model, int depth) throws Mistake, TemplateModelException {
    if (++count > MOST || depth > DEEPEST) {
      throw new Mistake("the value of this expression has more than " + MOST + " parts", "");
    }
    if (model == null) {
      return scalar("", Scalar.Style.PLAIN);
    }
    if (model instanceof SectionModel.One) {
      throw new Mistake(
          "a resource is no value; read one of its attributes, as in `instances.db.ip`", "");
    }
    if (model instanceof TemplateNumberModel number) {
      return scalar(Values.textOf(number), Scalar.Style.PLAIN);
    }
    if (model instanceof TemplateScalarModel scalar) {
      String text = scalar.getAsString();
      if (text.length() > SourceFile.MAX_BYTES - length) {
        throw new Mistake("the text that this expression makes is above 16 MiB", "");
      }
      if (!volume.takes(text.length())) {
        throw new Mistake(TextVolume.refusal(), "");
      }
      length += text.length();
      return scalar(text, Scalar.Style.QUOTED);
    }
    if (model instanceof TemplateBooleanModel truth) {
      return scalar(Boolean.toString(truth.getAsBoolean()), Scalar.Style.PLAIN);
    }
    if (model instanceof TemplateSequenceModel list) {
      List<Node> items = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        items.add(node(list.get(i), depth + 1));
      }
      return new Sequence(items, span);
    }
    if (model instanceof TemplateHashModelEx map) {
      List<Mapping.Entry> entries = new ArrayList<>();
      TemplateModelIterator keys = map.keys().iterator();
      while (keys.hasNext()) {
        String key = ((TemplateScalarModel) keys.next()).getAsString();
        Scalar name = scalar(key, Scalar.Style.QUOTED);
        entries.add(new Mapping.Entry(name, node(map.get(key), depth + 1)));
      }
      return new Mapping(entries, span);
    }
    if (model instanceof TemplateCollectionModel collection) {
      List<Node> items = new ArrayList<>();
      TemplateModelIterator each = collection.iterator();
      while (each.hasNext()) {
        items.add(node(each.next(), depth + 1));
      }
      return new Sequence(items, span);
    }
    throw noValue();
  }

  private Scalar scalar(String text, Scalar.Style style) {
    return Scalar.of(text, style, span, provenance);
  }

  private static Mistake noValue() {
    return new Mistake(
        "this expression is no text, number, boolean, list or mapping; does it lack its `(…)`?",
        "");
  }
}
