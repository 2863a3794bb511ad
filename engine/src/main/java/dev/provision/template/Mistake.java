package dev.provision.template;

import freemarker.template.TemplateModelException;

/** A mistake found by our own models: its message is shown to the user unchanged. */
final class Mistake extends TemplateModelException {
  private static final long serialVersionUID = 1;

  final String sentence;

  /** The word of the expression that is wrong. */
  final String word;

  Mistake(String sentence, String word) {
    super(sentence);
    this.sentence = sentence;
    this.word = word;
  }
}
