/**
 * From a scalar and variables to its value, or to a value that waits; and from a template file to
 * its text. An expression can reach no Java object and execute nothing. The only package that knows
 * the template library, which is not even loaded for a playbook whose expressions are plain names.
 */
package dev.provision.template;
