package dev.provision.template;

import freemarker.template.SimpleScalar;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.util.Collections;
import java.util.Iterator;

/** Stands for an unknown value; it can be used as a value of any type. */
final class Anything
    implements TemplateScalarModel,
        TemplateNumberModel,
        TemplateBooleanModel,
        TemplateSequenceModel,
        TemplateCollectionModel,
        TemplateHashModelEx {
  private final Probe probe;

  Anything(Probe probe) {
    this.probe = probe;
  }

  @Override
  public String getAsString() {
    return probe.text();
  }

  @Override
  public Number getAsNumber() {
    return probe.number();
  }

  @Override
  public boolean getAsBoolean() {
    return probe.truth();
  }

  @Override
  public TemplateModel get(int index) {
    return this;
  }

  @Override
  public TemplateModel get(String key) {
    return this;
  }

  @Override
  public int size() {
    return probe.size();
  }

  @Override
  public boolean isEmpty() {
    return probe.size() == 0;
  }

  @Override
  public TemplateCollectionModel keys() {
    return repeated(new SimpleScalar(probe.text()));
  }

  @Override
  public TemplateCollectionModel values() {
    return repeated(this);
  }

  @Override
  public TemplateModelIterator iterator() throws TemplateModelException {
    return repeated(this).iterator();
  }

  /** A list of one thing, as long as the probe says. */
  private TemplateCollectionModel repeated(TemplateModel one) {
    return () -> {
      Iterator<TemplateModel> copies = Collections.nCopies(probe.size(), one).iterator();
      return new TemplateModelIterator() {
        @Override
        public TemplateModel next() {
          return copies.next();
        }

        @Override
        public boolean hasNext() {
          return copies.hasNext();
        }
      };
    };
  }
}
