/**
 * From a scalar and variables to its value, or to what it waits for; and from a template file to
 * its text. Nothing that an expression can reach is a Java object of ours, and nothing is executed.
 * The only package that knows the template library, which is not even loaded for a playbook without
 * expressions.
 */
package dev.provision.template;
