package dev.provision.template;

import freemarker.template.TemplateModelException;

/** A mistake that our own models found: its message is for the user as it stands. */
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

  /** What to tell the user, without the library's own trace. */
  static String sentence(TemplateModelException e) {
    return e instanceof Mistake mistake ? mistake.sentence : e.getMessageWithoutStackTop();
  }
}
